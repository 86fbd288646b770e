import { randomBytes } from 'node:crypto'

/** Who edits which file. */
export type EditingSession = { readonly person: string; readonly node: number }

export type Editing = {
  /** A token for one opening of the page, good for ten minutes. */
  readonly offer: (session: EditingSession) => string
  /** Takes the offer: the page's own key, under which it reads and writes. A second time there is none. */
  readonly open: (token: string) => { readonly key: string; readonly session: EditingSession } | undefined
  readonly find: (key: string) => EditingSession | undefined
  readonly close: (key: string) => void
}

const offerMs = 10 * 60_000

/** Open editor pages. They end with the server: what was saved is saved. */
export function createEditing(nowMs: () => number = Date.now): Editing {
  const offers = new Map<string, { readonly session: EditingSession; readonly untilMs: number }>()
  const open = new Map<string, EditingSession>()
  const random = (): string => randomBytes(48).toString('base64url')
  return {
    offer: (session) => {
      const token = random()
      offers.set(token, { session, untilMs: nowMs() + offerMs })
      return token
    },
    open: (token) => {
      const offer = offers.get(token)
      offers.delete(token)
      if (offer === undefined || offer.untilMs < nowMs()) return undefined
      const key = random()
      open.set(key, offer.session)
      return { key, session: offer.session }
    },
    find: (key) => open.get(key),
    close: (key) => void open.delete(key)
  }
}
