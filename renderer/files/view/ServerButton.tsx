import type { ComponentProps } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { useFiles } from '../store'

interface ServerButtonProps extends ComponentProps<typeof Button> {
  /** False for what works without the server too. */
  readonly isRemote?: boolean | undefined
}

/** A button for what only the server does: while it is away the button says so and does nothing. */
export function ServerButton({ isRemote, onClick, ...rest }: ServerButtonProps) {
  const t = useText()
  const isOff = useFiles(({ away }) => away !== undefined) && isRemote === true
  return isOff ? (
    <Button {...rest} aria-disabled title={t('files.whenOnline')} onClick={undefined} />
  ) : (
    <Button {...rest} onClick={onClick} />
  )
}
