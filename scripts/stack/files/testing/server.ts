import { mkdtempSync, rmSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { RunningFiles } from '../server'
import { startFilesServer } from '../server'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  readonly text: string
}

export type TestFiles = {
  readonly dir: string
  readonly url: string
  readonly controlUrl: string
  /** Sends exactly this path, nothing resolved or encoded, as anna unless `as` says otherwise. */
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Reply>
  /** A path in anna's files, encoded by the caller. */
  readonly file: (method: string, path: string, options?: SendOptions) => Promise<Reply>
  /** Etag of something in anna's files. */
  readonly etag: (path: string) => Promise<string>
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

export type SendOptions = {
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
  /** `login:secret`; null = nobody. */
  readonly as?: string | null
}

export const testPeople = [
  { id: 'anna', name: 'Anna Åström', address: 'anna@exempel.test', password: 'Annas-hemlighet-1' },
  { id: 'bjorn', name: 'Björn Öberg', address: 'bjorn@exempel.test', password: 'Björns-hemlighet-2' }
]

const testGroups = [{ id: 'alla', name: 'Alla', members: ['anna', 'bjorn'] }]

export const home = '/remote.php/dav/files/anna'

/** A files server of its own on free ports, with its data in a temporary folder. */
export async function startTestFiles(): Promise<TestFiles> {
  const dir = mkdtempSync(join(tmpdir(), 'samverk-files-'))
  const start = (port: number, controlPort: number): Promise<RunningFiles> =>
    startFilesServer({ dir, port, controlPort, people: testPeople, groups: testGroups })
  let running = await start(0, 0)
  const { url, controlUrl } = running
  const agent = new Agent({ keepAlive: true })
  const send = (method: string, path: string, options: SendOptions = {}): Promise<Reply> =>
    exchange(agent, url, method, path, options)
  return {
    dir,
    url,
    controlUrl,
    send,
    file: (method, path, options) => send(method, home + path, options),
    etag: async (path) => {
      const reply = await send('PROPFIND', home + path, { headers: { Depth: '0' } })
      return /<d:getetag>&quot;(\w+)&quot;/.exec(reply.text)?.[1] ?? `none (${reply.status})`
    },
    restart: async () => {
      await running.stop()
      agent.destroy()
      running = await start(Number(new URL(url).port), Number(new URL(controlUrl).port))
    },
    stop: async () => {
      agent.destroy()
      await running.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  }
}

function exchange(agent: Agent, url: string, method: string, path: string, options: SendOptions): Promise<Reply> {
  const { as = `anna:${testPeople[0]?.password ?? ''}`, body, headers } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method,
        path,
        headers: {
          ...(as === null ? {} : { Authorization: `Basic ${Buffer.from(as).toString('base64')}` }),
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
          ...headers
        }
      },
      (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('error', reject)
        reply.on('end', () => {
          const whole = Buffer.concat(parts)
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: whole, text: whole.toString('utf8') })
        })
      }
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
