import { Trash2 } from 'lucide-react'
import { formatBytes } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { shownTrash } from '../../shown'
import { useFiles } from '../../store'

/** How much is selected in the trash; when nothing is, how much lies there. */
export function TrashSum() {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const { trash, trashSort, selected } = useFiles((state) => state)
  const all = shownTrash({ trash, trashSort })
  const chosen = all.filter(({ id }) => selected.has(id))
  const counted = chosen.length > 0 ? chosen : all
  const count = counted.length
  const size = formatBytes(
    counted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    language
  )
  return (
    <>
      <Trash2 className="icon" size={16} aria-hidden />
      <span className="status-bar__text num">
        {chosen.length > 0 ? t('files.selected', { count, size }) : t('files.trashSum', { count, size })}
      </span>
    </>
  )
}
