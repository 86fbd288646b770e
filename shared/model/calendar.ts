/** A meeting in somebody's calendar that can be joined from here. */
export interface UpcomingMeeting {
  /** The event's UID and, for a recurring one, its start. */
  readonly id: string
  readonly title: string
  readonly startMs: number
  readonly endMs: number
  /** On the agency's own meeting server. */
  readonly url: string
}
