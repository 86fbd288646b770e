import { Eye } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatBytes, formatMoment } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button, IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { SyncConflict, SyncItem } from '../../../shared/model/sync'
import { settleConflict } from '../changes'
import { itemAt } from '../commands'
import { nameOf } from '../sort'
import { closeDialog } from '../store'

/** Files that two have changed, one after the other: both versions side by side, then keep one or both. */
export function Conflicts({ conflicts }: { readonly conflicts: readonly SyncConflict[] }) {
  const t = useText()
  const [conflict] = conflicts
  if (!conflict) return null
  const { copyPath, originalPath } = conflict
  return (
    <Dialog
      title={t('files.conflicts')}
      wide
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button onClick={() => void settleConflict(conflict, 'mine')}>{t('files.conflictMine')}</Button>
          <Button onClick={() => void settleConflict(conflict, 'theirs')}>{t('files.conflictTheirs')}</Button>
          <Button look="primary" onClick={() => void settleConflict(conflict, 'both')}>
            {t('files.conflictBoth')}
          </Button>
        </>
      }
    >
      <p className="conflict__note">{t('files.conflictsText')}</p>
      <p className="conflict__name">
        <bdi>{nameOf(originalPath)}</bdi>
      </p>
      <div className="conflict__sides">
        <Side key={copyPath} path={copyPath} label={t('files.conflictHere')} look={t('files.conflictOpenMine')} />
        <Side
          key={originalPath}
          path={originalPath}
          label={t('files.conflictThere')}
          look={t('files.conflictOpenTheirs')}
        />
      </div>
    </Dialog>
  )
}

interface SideProps {
  readonly path: string
  /** Where this version comes from. */
  readonly label: string
  readonly look: string
}

function Side({ path, label, look }: SideProps) {
  const language = useApp(({ settings }) => settings.language)
  const [item, setItem] = useState<SyncItem>()
  useEffect(() => {
    let isOver = false
    void itemAt(path).then((found) => {
      if (!isOver) setItem(found)
    })
    return () => {
      isOver = true
    }
  }, [path])
  return (
    <section className="conflict__side">
      <div className="conflict__head">
        <h3>{label}</h3>
        <IconButton icon={Eye} label={look} onClick={() => void invoke('files.open', path)} />
      </div>
      <p className="num">{item && formatMoment(item.modifiedMs, language)}</p>
      <p className="num">{item && formatBytes(item.sizeBytes, language)}</p>
    </section>
  )
}
