import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { makeFolder, rename } from '../../changes'
import { deleteForGood } from '../../remote'
import { closeDialog, useFiles } from '../../store'
import { AccessDialog } from '../sharing/AccessDialog'
import { LockedFile } from './LockedFile'
import { MassDelete } from './MassDelete'
import { NameDialog } from './NameDialog'
import { NewDocument } from './NewDocument'
import { NewTextFile } from './NewTextFile'
import { Problems } from './Problems'
import { ShareDialog } from '../sharing/ShareDialog'
import { ShareInRoom } from '../sharing/ShareInRoom'
import { TransferDialog } from './TransferDialog'
import { DeleteVersion, NameVersion } from './VersionDialogs'

/** The question that is open, if any. Deletions that wait for an answer come before everything else. */
export function Dialogs() {
  const t = useText()
  const { dialog, status } = useFiles((state) => state)
  if (status?.massDelete) return <MassDelete question={status.massDelete} />
  switch (dialog?.kind) {
    case 'newFolder':
      return (
        <NameDialog
          title={t('files.newFolderTitle')}
          initial=""
          submit={t('files.create')}
          onSubmit={(name) => makeFolder(dialog.folder, name)}
        />
      )
    case 'newDocument':
      return <NewDocument creator={dialog.creator} />
    case 'newTextFile':
      return <NewTextFile creator={dialog.creator} />
    case 'rename':
      return (
        <NameDialog
          title={t('files.renameTitle', { name: dialog.item.name })}
          initial={dialog.item.name}
          submit={t('files.rename')}
          onSubmit={(name) => rename(dialog.item.path, name)}
        />
      )
    case 'transfer':
      return <TransferDialog how={dialog.how} paths={dialog.paths} />
    case 'share':
      return <ShareDialog item={dialog.item} />
    case 'shareInRoom':
      return <ShareInRoom item={dialog.item} />
    case 'locked':
      return <LockedFile item={dialog.item} lock={dialog.lock} />
    case 'access':
      return <AccessDialog item={dialog.item} people={dialog.people} />
    case 'deleteForGood':
      return <DeleteForGood ids={dialog.ids} />
    case 'nameVersion':
      return <NameVersion {...dialog} />
    case 'deleteVersion':
      return <DeleteVersion {...dialog} />
    case 'problems':
    case 'waiting':
      return <Problems key={dialog.kind} kind={dialog.kind} />
    case undefined:
      return null
  }
}

function DeleteForGood({ ids }: { readonly ids: readonly string[] | undefined }) {
  const t = useText()
  return (
    <Dialog
      title={ids ? t('files.trashDeleteTitle', { count: ids.length }) : t('files.trashEmptyTitle')}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button look="danger" onClick={() => void deleteForGood(ids)}>
            {t('files.trashDelete')}
          </Button>
        </>
      }
    >
      <p>{t('files.trashDeleteText')}</p>
    </Dialog>
  )
}
