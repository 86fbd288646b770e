import { SYNC_PROTOCOL_VERSION, syncRequest } from '../../shared/model/sync'
import { openAccount } from './account'
import { asSyncError, SyncError } from './errors'
import type { Dispatcher } from 'undici'
import type { SyncEvent, SyncRequested, SyncStarted } from '../../shared/model/sync'
import type { Account } from './account'
import type { TrashPort } from './ports'
import type { Post } from './session'

/** The side of a MessagePort (or of the parent port) that we need. */
export interface MessageChannelEnd {
  readonly post: (message: SyncEvent) => void
  /** @returns what stops listening. */
  readonly listen: (onMessage: (message: unknown) => void) => () => void
}

export interface SyncProcessDeps {
  readonly channel: MessageChannelEnd
  /** Opens the network for one account: in the app over the guard, in tests a plain agent. */
  readonly openDispatcher: (start: SyncStarted) => Dispatcher
}

/**
 * Serves one account's engines over a channel. Credentials come with `start` and are kept in memory only.
 * @returns what stops it.
 */
export function startSyncProcess({ channel, openDispatcher }: SyncProcessDeps): () => Promise<void> {
  const post: Post = (event) => {
    channel.post({ ...event, v: SYNC_PROTOCOL_VERSION })
  }
  const trash = new RemoteTrash(post)
  let account: Account | undefined

  const answer = async (request: Exclude<SyncRequested, { type: 'trashed' }>): Promise<unknown> => {
    if (request.type === 'start') {
      if (account !== undefined) throw new SyncError('internal', 'started already')
      account = await openAccount(request.start, openDispatcher(request.start), trash, post)
      return null
    }
    if (account === undefined) throw new SyncError('internal', 'not started')
    if (request.type === 'stop') {
      const ending = account
      account = undefined
      await ending.close()
      return null
    }
    return account.serve(request)
  }

  const unlisten = channel.listen((message) => {
    const parsed = syncRequest.safeParse(message)
    if (!parsed.success) {
      post({ type: 'log', level: 'error', message: 'a message that is not understood' })
      return
    }
    const request = parsed.data
    if (request.type === 'trashed') {
      trash.answer(request.id, request.ok)
      return
    }
    answer(request).then(
      (result) => {
        post({ type: 'reply', id: request.id, result })
      },
      (cause: unknown) => {
        const error = asSyncError(cause)
        post({ type: 'log', level: 'warn', message: `${request.type}: ${error.code}: ${error.message}` })
        post({ type: 'refused', id: request.id, code: error.code })
      }
    )
  })
  post({ type: 'ready' })
  return async () => {
    unlisten()
    await account?.close()
  }
}

/** The system's trash is main's to use: this process asks and waits. */
class RemoteTrash implements TrashPort {
  readonly #waiting = new Map<number, (ok: boolean) => void>()
  #lastId = 0

  constructor(private readonly post: Post) {}

  async moveToTrash(path: string): Promise<void> {
    this.#lastId += 1
    const id = this.#lastId
    const ok = await new Promise<boolean>((resolve) => {
      this.#waiting.set(id, resolve)
      this.post({ type: 'trash', id, path })
    })
    if (!ok) throw new SyncError('diskRefused', 'the trash did not take it')
  }

  answer(id: number, ok: boolean): void {
    this.#waiting.get(id)?.(ok)
    this.#waiting.delete(id)
  }
}
