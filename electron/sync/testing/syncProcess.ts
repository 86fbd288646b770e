import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { Agent } from 'undici'
import { SYNC_PROTOCOL_VERSION, syncEvent, syncResults } from '../../../shared/model/sync'
import { channelOver } from '../channel'
import { startSyncProcess } from '../process'
import type { MessagePort } from 'node:worker_threads'
import type { SyncEvent, SyncItem, SyncRequest, SyncStart, SyncStatus } from '../../../shared/model/sync'
import type { TestFiles } from '../../../scripts/stack/files/testing/server'

type Answer = Extract<SyncEvent, { type: 'reply' | 'refused' }>

/** The app's sync process as main sees it: over a channel, with main's trash. */
export class SyncProcess {
  readonly base = mkdtempSync(join(tmpdir(), 'samverk-process-'))
  readonly events: SyncEvent[] = []
  readonly #port: MessagePort
  readonly #waiting = new Set<() => void>()
  readonly #stop: () => Promise<void>
  #lastId = 0

  constructor(readonly files: TestFiles) {
    const { port1, port2: other } = new MessageChannel()
    this.#port = port1
    // Electron's ports hand over an event with data; Node's hand over the data.
    const listeners = new Map<unknown, (data: unknown) => void>()
    this.#port.on('message', (message) => {
      this.#hear(syncEvent.parse(message))
    })
    this.#stop = startSyncProcess({
      channel: channelOver({
        postMessage: (message) => {
          other.postMessage(message)
        },
        on: (name, listener) => {
          const plain = (data: unknown): void => {
            listener({ data })
          }
          listeners.set(listener, plain)
          return other.on(name, plain)
        },
        off: (name, listener) => other.off(name, listeners.get(listener) ?? (() => undefined))
      }),
      openDispatcher: () => new Agent({ connections: 6 })
    })
  }

  /** Waits until a check of all events so far gives something. */
  async until<T>(check: (events: readonly SyncEvent[]) => T | undefined): Promise<T> {
    for (;;) {
      const found = check(this.events)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake)
          resolve()
        }
        this.#waiting.add(wake)
      })
    }
  }

  send(message: unknown): void {
    this.#port.postMessage(message)
  }

  async ask(request: Record<string, unknown>): Promise<Answer> {
    this.#lastId += 1
    const id = this.#lastId
    this.send({ v: SYNC_PROTOCOL_VERSION, id, ...request })
    return this.until((events) =>
      events.find((event): event is Answer => (event.type === 'reply' || event.type === 'refused') && event.id === id)
    )
  }

  async list(folder: string, root = 'main'): Promise<readonly SyncItem[]> {
    const reply = await this.ask({ type: 'list', root, folder })
    if (reply.type === 'refused') throw new Error(reply.code)
    return syncResults.list.parse(reply.result)
  }

  /** A start for anna with an app password of her own. */
  async startFor(roots: SyncStart['roots'], change: Partial<SyncStart> = {}): Promise<SyncStart> {
    const granted = await this.files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
      headers: { 'OCS-APIRequest': 'true' }
    })
    const { ocs } = JSON.parse(granted.text) as { ocs: { data: { apppassword: string } } }
    return {
      server: this.files.url,
      userId: 'anna',
      loginName: 'anna',
      appPassword: ocs.data.apppassword,
      roots,
      certificateAuthorities: [],
      developmentHosts: {},
      userAgent: 'Samverk/test',
      pollIntervalMs: 30_000,
      ...change
    }
  }

  root(id: string, folder: string): SyncStart['roots'][number] {
    return { id, folder, place: join(this.base, id), journalPath: join(this.base, 'journal', `${id}.sqlite`) }
  }

  /** The next status of a root in this phase; only events from now on count. */
  async next(root: string, kind: SyncStatus['phase']['kind']): Promise<SyncStatus> {
    const from = this.events.length
    return this.until((events) => {
      const found = events
        .slice(from)
        .find((event) => event.type === 'status' && event.root === root && event.status.phase.kind === kind)
      return found?.type === 'status' ? found.status : undefined
    })
  }

  async stop(): Promise<void> {
    await this.#stop()
    this.#port.close()
    rmSync(this.base, { recursive: true, force: true })
  }

  #hear(event: SyncEvent): void {
    if (event.type === 'trash') {
      renameSync(event.path, join(this.base, 'trashed'))
      this.send({ v: SYNC_PROTOCOL_VERSION, type: 'trashed', id: event.id, ok: true } satisfies SyncRequest)
    }
    this.events.push(event)
    for (const wake of this.#waiting) wake()
  }
}
