import { Tab, TabList, TabProvider } from '@ariakit/react'
import { useText } from '../../app/text'
import type { RoomSummary } from '../../matrix/contract'
import { openTab } from '../commands'
import type { RoomFolderPlace } from '../roomFolder'
import { useChat, type RoomTab } from '../store'
import { RoomFolderMenu } from './RoomFolderMenu'

/** The parts of a room: one tab stop, arrows choose. */
export function RoomTabs({ room, files }: { readonly room: RoomSummary; readonly files: RoomFolderPlace }) {
  const t = useText()
  const tab = useChat((state) => state.tab)
  return (
    <div className="room-parts" data-region>
      <TabProvider
        selectedId={tabId(tab)}
        setSelectedId={(id) => openTab(id === tabId('files') ? 'files' : 'conversation')}
      >
        <TabList className="tabs" aria-label={t('room.parts')}>
          {(['conversation', 'files'] as const).map((one) => (
            <Tab key={one} id={tabId(one)} className="tab" aria-controls={panelId(one)}>
              {t(`room.tab.${one}`)}
              {one === 'files' && files.kind === 'here' && files.count > 0 && (
                <span className="tab__count">{files.count}</span>
              )}
            </Tab>
          ))}
        </TabList>
      </TabProvider>
      {tab === 'files' && files.kind === 'here' && room.folder && (
        <RoomFolderMenu room={room} folder={room.folder} path={files.path} />
      )}
    </div>
  )
}

const tabId = (tab: RoomTab) => `room-tab-${tab}`
export const panelId = (tab: RoomTab) => `room-panel-${tab}`
/** What makes an element the part that a tab shows. */
export const panelOf = (tab: RoomTab) =>
  ({ id: panelId(tab), role: 'tabpanel', 'aria-labelledby': tabId(tab) }) as const
