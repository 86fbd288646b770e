import { CloudOff, ExternalLink, FolderOpen, FolderPlus, Globe, LoaderCircle } from 'lucide-react'
import { useEffect } from 'react'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { openAsBase } from '../../files/commands'
import { Canvas } from '../../files/view/Canvas'
import { Dialogs } from '../../files/view/dialogs/Dialogs'
import { UndoDelete } from '../../files/view/UndoDelete'
import type { RoomSummary } from '../../matrix/contract'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { chooseRoomFolder } from '../commands'
import type { RoomFolderPlace } from '../roomFolder'
import { panelOf } from './RoomTabs'
import '../../files/view/files.css'
import '../../files/view/details/details.css'

interface RoomFilesProps {
  readonly room: RoomSummary
  readonly place: RoomFolderPlace
}

/** The room's folder, with everything that can be done in the Files place. */
export function RoomFiles({ room, place }: RoomFilesProps) {
  return (
    <div className="room-files" tabIndex={-1} {...panelOf('files')}>
      {place.kind === 'here' ? <Folder key={place.path} path={place.path} /> : <NoFolder room={room} place={place} />}
    </div>
  )
}

function Folder({ path }: { readonly path: string }) {
  useEffect(() => openAsBase(path), [path])
  return (
    <>
      <Canvas as="section" />
      <Dialogs />
      <UndoDelete />
    </>
  )
}

function NoFolder({
  room,
  place
}: {
  readonly room: RoomSummary
  readonly place: Exclude<RoomFolderPlace, { kind: 'here' }>
}) {
  const t = useText()
  const choose = room.can.changeWorkspace && (
    <Button look={place.kind === 'none' ? 'primary' : 'secondary'} icon={FolderPlus} onClick={chooseRoomFolder}>
      {t(place.kind === 'none' ? 'room.files.choose' : 'room.files.change')}
    </Button>
  )
  switch (place.kind) {
    case 'looking':
      return <EmptyState icon={LoaderCircle} title={t('room.files.looking')} />
    case 'none':
      return (
        <EmptyState
          icon={FolderOpen}
          title={t('room.files.none')}
          text={t(room.can.changeWorkspace ? 'room.files.noneText' : 'room.files.noneAsk')}
          action={choose}
        />
      )
    case 'elsewhere':
    case 'missing':
      return (
        <EmptyState
          icon={place.kind === 'missing' ? CloudOff : Globe}
          title={t(`room.files.${place.kind}`)}
          text={
            place.kind === 'missing' ? t('room.files.missingText') : t('room.files.elsewhereText', { host: place.host })
          }
          action={
            <>
              <Button icon={ExternalLink} onClick={() => void invoke('app.openExternal', place.url)}>
                {t('room.files.openInBrowser')}
              </Button>
              {choose}
            </>
          }
        />
      )
  }
}
