import { useText } from '../../app/text'
import type { FileItem } from '../../files/store'
import { Versions } from '../../files/view/details/Versions'
import { restoreAndReopen } from '../commands'
import { BesidePanel } from './BesidePanel'

interface HistoryBesideProps {
  readonly item: FileItem
  readonly fileId: string
  readonly onClose: () => void
}

/** The document's versions, in the place of the conversation. */
export function HistoryBeside({ item, fileId, onClose }: HistoryBesideProps) {
  const t = useText()
  return (
    <BesidePanel label={t('files.versions')} title={t('files.versions')} onClose={onClose}>
      <Versions
        key={fileId}
        item={item}
        fileId={fileId}
        onRestore={(id) => restoreAndReopen(item, fileId, id)}
        onLeave={onClose}
      />
    </BesidePanel>
  )
}
