/** Opens the meeting's window, or brings it forward. */
export function joinMeeting(_url: string, _title: string): Promise<void> {
  return Promise.resolve()
}
