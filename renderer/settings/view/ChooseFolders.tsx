import { useState } from 'react'
import type { SyncFolder } from '../../../shared/model/sync'
import type { SyncRoot, SyncSetup } from '../../../shared/model/syncSetup'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { folderName } from '../../files/folderName'
import { useFiles } from '../../files/store'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { branchesOf } from '../branches'
import { changesOf, decide, effectOf, keptAt, pinsOf, type Effect } from '../keeping'
import { carryOut } from '../sync'
import { useFolders } from '../useFolders'
import { FolderChoice } from './FolderChoice'

interface ChooseFoldersProps {
  readonly setup: SyncSetup
  readonly root: SyncRoot
  readonly onClose: () => void
  /** Reads the setup once more. */
  readonly again: () => void
}

const nothing = { sizeBytes: 0, bytesHere: 0, unsent: 0 }

/** Which of a root's folders are on this computer, and what it means to choose otherwise. */
export function ChooseFolders({ setup, root, onClose, again }: ChooseFoldersProps) {
  const t = useText()
  const name = folderName(root.folder, t)
  const teams = useFiles((state) => state.teams)
  // What was decided when the question was asked: what is decided elsewhere meanwhile is not undone.
  const [before] = useState(() => pinsOf(setup.roots, root, setup.pins))
  const [pins, setPins] = useState(before)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const { within, open, failed, setOpen, retry } = useFolders(root.folder)
  const listed = within.get(root.folder)
  const top: SyncFolder = { ...(root.usage ?? nothing), path: root.folder, name, hasFolders: listed?.length !== 0 }
  const amounts = new Map([...setup.pins, top, ...[...within.values()].flat()].map((one) => [one.path, one]))
  const toggle = (path: string) => {
    setError(undefined)
    setPins(decide(before, pins, path, keptAt(pins, path) === 'all' ? 'onlineOnly' : 'offline'))
  }
  const save = async () => {
    setBusy(true)
    const changes = changesOf(before, pins)
    const problem = changes.length === 0 ? undefined : await carryOut(changes)
    setBusy(false)
    again()
    if (problem === undefined) onClose()
    else setError(problem)
  }
  return (
    <Dialog
      title={t('sync.chooseOf', { name })}
      wide
      onCancel={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void save()}>
            {t('sync.chooseSave')}
          </Button>
        </>
      }
    >
      <p>{t('sync.chooseText')}</p>
      <FolderChoice
        label={t('files.tree')}
        branches={branchesOf(top, within, open)}
        keptOf={(path) => keptAt(pins, path)}
        isShared={(path) => teams.some((team) => team.path === path)}
        onOpen={setOpen}
        onToggle={toggle}
      />
      {failed === undefined && listed === undefined && <p role="status">{t('sync.loading')}</p>}
      {listed?.length === 0 && <p role="status">{t('sync.noFolders')}</p>}
      {failed !== undefined && (
        <div className="folder-choice__failed">
          <p className="field__error" role="alert">
            {t('sync.listFailed', { name: folderName(failed, t) })}
          </p>
          <Button size="small" onClick={retry}>
            {t('app.tryAgain')}
          </Button>
        </div>
      )}
      <EffectText effect={effectOf(before, pins, amounts)} isChanged={changesOf(before, pins).length > 0} />
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}

/** What happens on this computer when it is saved. */
function EffectText({ effect, isChanged }: { readonly effect: Effect; readonly isChanged: boolean }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const isAway = useFiles(({ away }) => away !== undefined)
  const { fetchBytes, freeBytes, unsent } = effect
  const size = (bytes: number) => ({ size: formatBytes(bytes, language) })
  return (
    <div className="folder-choice__effect num" role="status">
      {!isChanged && <p>{t('sync.effectNone')}</p>}
      {fetchBytes > 0 && <p>{t(isAway ? 'sync.effectAway' : 'sync.effectFetch', size(fetchBytes))}</p>}
      {(freeBytes > 0 || (isChanged && fetchBytes === 0)) && <p>{t('sync.effectFree', size(freeBytes))}</p>}
      {unsent > 0 && <p>{unsent === 1 ? t('sync.effectUnsentOne') : t('sync.effectUnsent', { count: unsent })}</p>}
    </div>
  )
}
