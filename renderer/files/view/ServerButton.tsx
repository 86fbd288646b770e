import type { ComponentProps } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { useFiles } from '../store'

interface ServerButtonProps extends ComponentProps<typeof Button> {
  /** False for what works without the server too. */
  readonly isRemote?: boolean | undefined
  /** The server's rights keep the person from it. */
  readonly isDenied?: boolean | undefined
}

/** A button for what only the server does, or allows: while it can't, the button says why and does nothing. */
export function ServerButton({ isRemote, isDenied, onClick, ...rest }: ServerButtonProps) {
  const t = useText()
  const isWaiting = useFiles(({ away }) => away !== undefined) && isRemote === true
  const why = isDenied === true ? t('files.denied') : isWaiting ? t('files.whenOnline') : undefined
  return why !== undefined ? (
    <Button {...rest} aria-disabled title={why} onClick={undefined} />
  ) : (
    <Button {...rest} onClick={onClick} />
  )
}
