import { useText } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import type { FileItem } from '../../store'
import { usePreview } from '../usePreview'

/** The server's picture of a file, or its icon while there is none. */
export function Preview({ item }: { readonly item: FileItem }) {
  const t = useText()
  const url = usePreview(item)
  return (
    <div className="details__preview">
      {url === undefined ? (
        <FileIcon name={item.name} isFolder={item.kind === 'folder'} size={64} />
      ) : (
        <img src={url} alt={t('files.previewOf', { name: item.name })} />
      )}
    </div>
  )
}
