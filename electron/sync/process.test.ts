import { mkdtempSync, mkdirSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { syncEvent, syncResults } from '../../shared/model/sync'
import { channelOver } from './channel'
import { startSyncProcess } from './process'
import type { MessagePort } from 'node:worker_threads'
import type { SyncEvent, SyncItem, SyncRequest } from '../../shared/model/sync'
import type { TestFiles } from '../../scripts/stack/files/testing/server'

let files: TestFiles
let port: MessagePort
let stop: () => Promise<void>
const base = mkdtempSync(join(tmpdir(), 'samverk-process-'))
const root = join(base, 'root')
const events: SyncEvent[] = []
const waiting = new Set<() => void>()
let lastId = 0

beforeAll(async () => {
  files = await startTestFiles()
  const channel = new MessageChannel()
  port = channel.port1
  const other = channel.port2
  // Electron's ports hand over an event with data; Node's hand over the data.
  const listeners = new Map<unknown, (data: unknown) => void>()
  stop = startSyncProcess({
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
  port.on('message', (message) => {
    const event = syncEvent.parse(message)
    if (event.type === 'trash') {
      renameSync(event.path, join(base, 'trashed'))
      port.postMessage({ v: 1, type: 'trashed', id: event.id, ok: true } satisfies SyncRequest)
    }
    events.push(event)
    for (const wake of waiting) wake()
  })
})

afterAll(async () => {
  await stop()
  port.close()
  await files.stop()
  rmSync(base, { recursive: true, force: true })
})

/** Waits until a check of all events so far gives something. */
async function until<T>(check: () => T | undefined): Promise<T> {
  for (;;) {
    const found = check()
    if (found !== undefined) return found
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        waiting.delete(wake)
        resolve()
      }
      waiting.add(wake)
    })
  }
}

async function ask(request: Record<string, unknown>): Promise<Extract<SyncEvent, { type: 'reply' | 'refused' }>> {
  lastId += 1
  const id = lastId
  port.postMessage({ v: 1, id, ...request })
  return until(() =>
    events.find(
      (event): event is Extract<SyncEvent, { type: 'reply' | 'refused' }> =>
        (event.type === 'reply' || event.type === 'refused') && event.id === id
    )
  )
}

async function list(folder: string): Promise<readonly SyncItem[]> {
  const reply = await ask({ type: 'list', folder })
  if (reply.type === 'refused') throw new Error(reply.code)
  return syncResults.list.parse(reply.result)
}

describe('the sync process', () => {
  it('starts, follows the disk, answers lists, and asks main for the trash', async () => {
    const granted = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
      headers: { 'OCS-APIRequest': 'true' }
    })
    const { ocs } = JSON.parse(granted.text) as { ocs: { data: { apppassword: string } } }
    mkdirSync(root)
    writeFileSync(join(root, 'först.txt'), 'först')
    await until(() => events.find((event) => event.type === 'ready'))
    const start = {
      server: files.url,
      userId: '',
      loginName: 'anna',
      appPassword: ocs.data.apppassword,
      root,
      journalPath: join(base, 'journal', 'journal.sqlite'),
      certificateAuthorities: [],
      developmentHosts: {},
      userAgent: 'Samverk/test',
      pollIntervalMs: 30_000
    }
    expect(await ask({ type: 'start', start })).toMatchObject({ type: 'reply' })
    await until(() => events.find((event) => event.type === 'status' && event.status.phase.kind === 'idle'))
    expect(await list('')).toMatchObject([{ name: 'först.txt', kind: 'file', sizeBytes: 6, state: { kind: 'synced' } }])
    expect((await files.file('GET', '/f%C3%B6rst.txt')).text).toBe('först')

    // Only the watcher can tell of this one before the next poll.
    events.length = 0
    mkdirSync(join(root, 'mapp'))
    writeFileSync(join(root, 'mapp', 'andra.txt'), 'andra')
    await until(() => events.find((event) => event.type === 'status' && event.status.progress.filesDone === 1))
    await until(() => events.findLast((event) => event.type === 'status' && event.status.phase.kind === 'idle'))
    expect((await files.file('GET', '/mapp/andra.txt')).text).toBe('andra')
    expect(await list('mapp')).toMatchObject([{ path: 'mapp/andra.txt', state: { kind: 'synced' } }])

    await files.file('DELETE', '/mapp/andra.txt')
    expect(await ask({ type: 'syncNow' })).toMatchObject({ type: 'reply' })
    expect(existsSync(join(root, 'mapp', 'andra.txt'))).toBe(false)
    expect(readFileSync(join(base, 'trashed'), 'utf8')).toBe('andra')
    expect(statSync(start.journalPath).mode & 0o777).toBe(0o600)
    expect(JSON.stringify(events)).not.toContain(ocs.data.apppassword)

    expect(await ask({ type: 'pause' })).toMatchObject({ type: 'reply' })
    expect(await ask({ type: 'status' })).toMatchObject({ result: { phase: { kind: 'paused' } } })
    expect(await ask({ type: 'resume' })).toMatchObject({ type: 'reply' })
    expect(await ask({ type: 'stop' })).toMatchObject({ type: 'reply' })
    expect(await ask({ type: 'list', folder: '' })).toMatchObject({ type: 'refused', code: 'internal' })
  })

  it('says so when a message is not understood, and lives on', async () => {
    events.length = 0
    port.postMessage({ v: 2, type: 'start', id: 1 })
    await until(() => events.find((event) => event.type === 'log' && event.level === 'error'))
  })
})
