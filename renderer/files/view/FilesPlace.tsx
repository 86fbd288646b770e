import { useState, type DragEvent } from 'react'
import { useText } from '../../app/text'
import { dropFiles } from '../commands'
import { useFiles } from '../store'
import { FileList } from './FileList'
import { FolderTree } from './FolderTree'
import { ListHeader } from './ListHeader'
import { MassDelete } from './MassDelete'
import { ShareDialog } from './ShareDialog'
import { StatusBar } from './StatusBar'
import './files.css'

/** The files place: the tree of folders, what is in the open one with every item's state, and the sync as a whole. */
export function FilesPlace() {
  const t = useText()
  const { folder, notice, status, sharing } = useFiles((state) => state)
  const [dragging, setDragging] = useState(false)
  const name = folder === '' ? t('files.myFiles') : folder.slice(folder.lastIndexOf('/') + 1)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return (
    <div className="files">
      <div className="place">
        <FolderTree />
        <main
          className={dragging ? 'canvas files__canvas files__canvas--drop' : 'canvas files__canvas'}
          aria-label={t('files.title')}
          data-region
          onDragOver={(event) => {
            if (!hasFiles(event)) return
            event.preventDefault()
            setDragging(true)
          }}
          onDragLeave={() => setDragging(false)}
          onDrop={(event) => {
            event.preventDefault()
            setDragging(false)
            void dropFiles([...event.dataTransfer.files])
          }}
        >
          <ListHeader />
          <p className={notice === '' ? 'visually-hidden' : 'files__notice'} role="status">
            {dragging ? t('files.drop', { folder: name }) : notice}
          </p>
          <FileList key={folder} name={name} />
        </main>
      </div>
      <StatusBar />
      {status?.massDelete && <MassDelete question={status.massDelete} />}
      {sharing && <ShareDialog item={sharing} />}
    </div>
  )
}
