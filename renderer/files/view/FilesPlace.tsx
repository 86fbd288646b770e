import { useEffect } from 'react'
import { refresh } from '../commands'
import { readAbilities, readSpace } from '../remote'
import { useFiles } from '../store'
import { Canvas } from './Canvas'
import { Details } from './details/Details'
import { Dialogs } from './dialogs/Dialogs'
import { Sidebar } from './sidebar/Sidebar'
import { StatusBar } from './status/StatusBar'
import { UndoDelete } from './UndoDelete'
import './files.css'
import './details/details.css'

/** The files place: the ways to one's files, what is there with every item's state, details, and the sync as a whole. */
export function FilesPlace() {
  const { detailsOpen, view } = useFiles((state) => state)
  const showsDetails = detailsOpen && view !== 'trash'
  useEffect(() => {
    void readAbilities()
    void readSpace()
    void refresh()
  }, [])
  return (
    <div className="files">
      <div className={showsDetails ? 'place place--panel' : 'place'}>
        <Sidebar />
        <Canvas />
        {showsDetails && <Details />}
      </div>
      <StatusBar />
      <Dialogs />
      <UndoDelete />
    </div>
  )
}
