import { ChevronRight, CornerLeftUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FileIcon } from '../../ui/FileIcon'
import type { SyncItem } from '../../../shared/model/sync'
import { transfer } from '../changes'
import { nameOf, parentOf, sortItems } from '../sort'
import { closeDialog, filesStore } from '../store'

interface TransferProps {
  readonly how: 'move' | 'copy'
  readonly paths: readonly string[]
}

/** Picks the folder that items are moved or copied to: one level at a time, from where one is. */
export function TransferDialog({ how, paths }: TransferProps) {
  const t = useText()
  const [folder, setFolder] = useState(filesStore.getState().folder)
  const [folders, setFolders] = useState<readonly SyncItem[]>([])
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let isOver = false
    void invoke('files.list', folder).then((items) => {
      // A folder cannot go into itself.
      const open = items.filter(({ kind, path }) => kind === 'folder' && !paths.includes(path))
      if (!isOver) setFolders(sortItems(open, { column: 'name', ascending: true }))
    })
    return () => {
      isOver = true
    }
  }, [folder, paths])
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
      <p className="folder-picker__at">
        <FileIcon name="" isFolder size={20} />
        <bdi>{folder === '' ? t('files.myFiles') : nameOf(folder)}</bdi>
      </p>
      <ul className="folder-picker" aria-label={t('files.tree')}>
        {folder !== '' && (
          <li>
            <button type="button" className="row" onClick={() => go(parentOf(folder))}>
              <CornerLeftUp className="icon" size={18} aria-hidden />
              <span className="row__label truncate">
                <bdi>{parentOf(folder) === '' ? t('files.myFiles') : nameOf(parentOf(folder))}</bdi>
              </span>
            </button>
          </li>
        )}
        {folders.map(({ path, name }) => (
          <li key={path}>
            <button type="button" className="row" onClick={() => go(path)}>
              <FileIcon name={name} isFolder size={20} />
              <span className="row__label truncate">
                <bdi>{name}</bdi>
              </span>
              <ChevronRight className="icon" size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
