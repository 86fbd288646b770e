import type { RoomSummary } from '../../matrix/contract'

/** Starts or joins the room's meeting. Nothing until the meetings are there. */
export function MeetingButton(_props: { readonly room: RoomSummary }) {
  return null
}
