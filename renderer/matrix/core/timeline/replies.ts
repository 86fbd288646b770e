import type { MatrixClient, MatrixEvent, Room } from 'matrix-js-sdk'

const MAX_KEPT = 300

/** Events that are answered but not loaded: fetched one by one, kept while the timeline is open. */
export class ReplyTargets {
  private readonly fetched = new Map<string, MatrixEvent | 'loading' | 'gone'>()

  constructor(
    private readonly client: MatrixClient,
    private readonly onChange: () => void
  ) {}

  get(room: Room, eventId: string): MatrixEvent | 'loading' | 'gone' {
    const loaded = room.findEventById(eventId)
    if (loaded !== undefined) return loaded
    const known = this.fetched.get(eventId)
    if (known !== undefined) return known
    if (this.fetched.size >= MAX_KEPT) this.fetched.delete(this.fetched.keys().next().value ?? '')
    this.fetched.set(eventId, 'loading')
    void this.fetch(room.roomId, eventId)
    return 'loading'
  }

  private async fetch(roomId: string, eventId: string): Promise<void> {
    try {
      const event = this.client.getEventMapper({ decrypt: false })(await this.client.fetchRoomEvent(roomId, eventId))
      await this.client.decryptEventIfNeeded(event)
      this.fetched.set(eventId, event)
    } catch {
      this.fetched.set(eventId, 'gone')
    }
    this.onChange()
  }
}
