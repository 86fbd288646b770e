import { useState, type ReactNode } from 'react'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { FolderPicker } from './FolderPicker'
import '../details/details.css'

interface FolderDialogProps {
  readonly title: string
  readonly text?: ReactNode
  /** What the button says that takes the folder. */
  readonly submit: string
  /** Where one begins. */
  readonly from?: string
  /** Paths that cannot be gone into. */
  readonly leavesOut?: readonly string[]
  /** Whether all of one's files count as a folder. */
  readonly takesAll?: boolean
  /** Whether a file may be taken instead. */
  readonly takesFiles?: boolean
  /** Gives the problem to show; undefined when it is done, and then it closes the dialog itself. */
  readonly onSubmit: (path: string) => Promise<string | undefined>
  readonly onCancel: () => void
}

/** Asks for a folder, or for a file in one. */
export function FolderDialog({
  title,
  text,
  submit,
  from = '',
  leavesOut,
  takesAll = false,
  takesFiles = false,
  onSubmit,
  onCancel
}: FolderDialogProps) {
  const t = useText()
  const [folder, setFolder] = useState(from)
  const [file, setFile] = useState<string>()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const go = (to: string) => {
    setError(undefined)
    setFile(undefined)
    setFolder(to)
  }
  const take = async () => {
    setBusy(true)
    setError(await onSubmit(file ?? folder))
    setBusy(false)
  }
  return (
    <Dialog
      title={title}
      onCancel={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>{t('app.cancel')}</Button>
          <Button
            look="primary"
            busy={busy}
            disabled={folder === '' && file === undefined && !takesAll}
            onClick={() => void take()}
          >
            {submit}
          </Button>
        </>
      }
    >
      {text !== undefined && <p>{text}</p>}
      <FolderPicker
        folder={folder}
        {...(leavesOut && { leavesOut })}
        onChange={go}
        {...(takesFiles && { file, onFile: setFile })}
      />
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
