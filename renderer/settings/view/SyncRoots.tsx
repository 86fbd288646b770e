import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { SyncRoot, SyncSetup } from '../../../shared/model/syncSetup'
import { useText } from '../../app/text'
import { nameOf } from '../../files/sort'
import { FolderDialog } from '../../files/view/dialogs/FolderDialog'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useHeldFocus } from '../../ui/useHeldFocus'
import { addRoot, removeRoot } from '../sync'
import { ChooseFolders } from './ChooseFolders'
import { SyncRootRow } from './SyncRootRow'

interface SyncRootsProps {
  readonly setup: SyncSetup
  readonly again: () => void
}

type Asked = { readonly kind: 'nothing' | 'add' } | { readonly kind: 'choose' | 'remove'; readonly root: SyncRoot }

/** What of the files is on this computer: all of them in one place, but for folders that have a place of their own. */
export function SyncRoots({ setup, again }: SyncRootsProps) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const [asked, ask] = useState<Asked>({ kind: 'nothing' })
  const close = () => ask({ kind: 'nothing' })
  return (
    <section aria-labelledby="sync-roots" {...useHeldFocus(heading)}>
      <div className="sync-page__section-head">
        <h3 id="sync-roots" ref={heading} tabIndex={-1}>
          {t('sync.roots')}
        </h3>
        <Button look="link" size="small" icon={Plus} onClick={() => ask({ kind: 'add' })}>
          {t('sync.addRoot')}
        </Button>
      </div>
      <table className="sync-page__table">
        <thead>
          <tr>
            <th scope="col">{t('sync.folder')}</th>
            <th scope="col">{t('sync.status')}</th>
            <th scope="col">{t('sync.onComputer')}</th>
            <th>
              <span className="visually-hidden">{t('action.more')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {setup.roots.map((root) => (
            <SyncRootRow
              key={root.id}
              setup={setup}
              root={root}
              onChoose={() => ask({ kind: 'choose', root })}
              onRemove={() => ask({ kind: 'remove', root })}
            />
          ))}
        </tbody>
      </table>
      {asked.kind === 'add' && <AddRoot onClose={close} again={again} />}
      {asked.kind === 'choose' && <ChooseFolders setup={setup} root={asked.root} onClose={close} again={again} />}
      {asked.kind === 'remove' && <RemoveRoot root={asked.root} onClose={close} again={again} />}
    </section>
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
