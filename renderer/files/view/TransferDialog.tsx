import { useState } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { transfer } from '../changes'
import { closeDialog, filesStore } from '../store'
import { FolderPicker } from './FolderPicker'

interface TransferProps {
  readonly how: 'move' | 'copy'
  readonly paths: readonly string[]
}

/** Picks the folder that items are moved or copied to: one level at a time, from where one is. */
export function TransferDialog({ how, paths }: TransferProps) {
  const t = useText()
  const [folder, setFolder] = useState(filesStore.getState().folder)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const go = (to: string) => {
    setError(undefined)
    setFolder(to)
  }
  const submit = async () => {
    setBusy(true)
    setError(await transfer(how, paths, folder))
    setBusy(false)
  }
  return (
    <Dialog
      title={t(how === 'move' ? 'files.moveTitle' : 'files.copyTitle')}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void submit()}>
            {t(how === 'move' ? 'files.moveHere' : 'files.copyHere')}
          </Button>
        </>
      }
    >
      {/* A folder cannot go into itself. */}
      <FolderPicker folder={folder} leavesOut={paths} onChange={go} />
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
