import { Video } from 'lucide-react'
import { useState } from 'react'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import type { RoomSummary } from '../../matrix/contract'
import { startRoomMeeting } from '../meetings'

/** Starts or joins the room's meeting. Not there when the agency has no meeting server. */
export function MeetingButton({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const hasMeetings = useApp(
    ({ account }) => account?.state === 'signedIn' && account.account.services.meetings !== undefined
  )
  if (!hasMeetings || !room.can.sendMessage) return null
  return (
    <Button
      size="small"
      icon={Video}
      busy={busy}
      onClick={() => {
        setBusy(true)
        void startRoomMeeting(room).finally(() => setBusy(false))
      }}
    >
      {t('meeting.start')}
    </Button>
  )
}
