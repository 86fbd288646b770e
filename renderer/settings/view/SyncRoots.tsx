import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { MAIN_ROOT, type SyncRoot } from '../../../shared/model/syncSetup'
import { useText } from '../../app/text'
import { nameOf } from '../../files/sort'
import { useFiles } from '../../files/store'
import { FolderDialog } from '../../files/view/dialogs/FolderDialog'
import { PhaseIcon } from '../../files/view/status/PhaseIcon'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FileIcon } from '../../ui/FileIcon'
import { Path } from '../../ui/Path'
import { useHeldFocus } from '../../ui/useHeldFocus'
import { addRoot, removeRoot } from '../sync'

interface SyncRootsProps {
  readonly roots: readonly SyncRoot[]
  readonly again: () => void
}

/** Where on this computer the files lie: all of them in one place, but for folders that have a place of their own. */
export function SyncRoots({ roots, again }: SyncRootsProps) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const [asks, setAsks] = useState<'nothing' | 'add' | SyncRoot>('nothing')
  const close = () => setAsks('nothing')
  return (
    <section aria-labelledby="sync-roots" {...useHeldFocus(heading)}>
      <div className="sync-page__section-head">
        <h3 id="sync-roots" ref={heading} tabIndex={-1}>
          {t('sync.roots')}
        </h3>
        <Button look="link" size="small" icon={Plus} onClick={() => setAsks('add')}>
          {t('sync.addRoot')}
        </Button>
      </div>
      <table className="sync-page__table">
        <thead>
          <tr>
            <th scope="col">{t('sync.folder')}</th>
            <th scope="col">{t('sync.status')}</th>
            <th scope="col">{t('sync.place')}</th>
            <th>
              <span className="visually-hidden">{t('action.more')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {roots.map((root) => (
            <Root key={root.id} root={root} onRemove={() => setAsks(root)} />
          ))}
        </tbody>
      </table>
      {asks === 'add' && <AddRoot onClose={close} again={again} />}
      {typeof asks === 'object' && <RemoveRoot root={asks} onClose={close} again={again} />}
    </section>
  )
}

function Root({
  root: { id, folder, place, state },
  onRemove
}: {
  readonly root: SyncRoot
  readonly onRemove: () => void
}) {
  const t = useText()
  const name = folder === '' ? t('files.myFiles') : nameOf(folder)
  const away = useFiles((all) => all.away)
  // Why the server cannot be reached is said once, above, for all of them.
  const reason = state.kind === 'stopped' && !away ? t(`files.error.${state.code}`) : undefined
  const isAway = state.kind === 'stopped' && away !== undefined
  return (
    <tr>
      <th scope="row">
        <span className="sync-page__cell">
          <FileIcon name="" isFolder />
          <span className="truncate" title={folder === '' ? undefined : folder}>
            <bdi>{name}</bdi>
          </span>
        </span>
      </th>
      <td>
        <span className={`sync-page__cell sync-page__state--${state.kind}`}>
          <PhaseIcon phase={state} away={isAway ? away : undefined} size={16} />
          <span>{t(`sync.state.${isAway ? 'away' : state.kind}`)}</span>
        </span>
      </td>
      <td>
        <Path path={place} />
        {reason !== undefined && <span className="sync-page__sub">{reason}</span>}
      </td>
      <td>
        {id !== MAIN_ROOT && (
          <Button look="ghost" size="small" aria-label={t('sync.removeRootOf', { name })} onClick={onRemove}>
            {t('sync.removeRoot')}
          </Button>
        )}
      </td>
    </tr>
  )
}

interface QuestionProps {
  readonly onClose: () => void
  readonly again: () => void
}

function AddRoot({ onClose, again }: QuestionProps) {
  const t = useText()
  const take = async (folder: string) => {
    const problem = await addRoot(folder)
    if (problem !== undefined) return problem
    onClose()
    again()
    return undefined
  }
  return (
    <FolderDialog
      title={t('sync.addRootTitle')}
      text={t('sync.addRootText')}
      submit={t('sync.choosePlace')}
      onSubmit={take}
      onCancel={onClose}
    />
  )
}

function RemoveRoot({ root: { id, folder, place }, onClose, again }: QuestionProps & { readonly root: SyncRoot }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    await removeRoot(id, folder)
    onClose()
    again()
  }
  return (
    <Dialog
      title={t('sync.removeRootTitle', { name: nameOf(folder) })}
      onCancel={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="danger" busy={busy} onClick={() => void submit()}>
            {t('sync.removeRoot')}
          </Button>
        </>
      }
    >
      <p>{t('sync.removeRootText', { place })}</p>
    </Dialog>
  )
}
