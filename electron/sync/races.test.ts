import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import type { RemoteDownload } from './ports'

let pair: Pair

beforeEach(async () => {
  pair = new Pair()
  pair.disk.makeDir('d')
  for (const name of ['f', 'g', 'h']) pair.disk.write(`d/${name}.txt`, `base ${name}`)
  pair.disk.write('other.txt', 'other')
  await pair.sync()
})

/** The server's answers to downloads, changed on the way. */
function twistDownloads(twist: (download: RemoteDownload) => RemoteDownload): void {
  const really = pair.server.download
  Object.assign(pair.server, {
    download: async (path: string, etag: string, from: number) => twist(await really(path, etag, from))
  })
}

async function* only(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield Buffer.from(text)
}

describe('a download that is not what was promised never gets the name', () => {
  it.each([
    ['case 64: it ends early', (download: RemoteDownload) => ({ ...download, body: only('half') }), 'truncated'],
    [
      'it is longer than announced',
      (download: RemoteDownload) => ({ ...download, body: only('x'.repeat(99)) }),
      'changed'
    ],
    ['it is another version', (download: RemoteDownload) => ({ ...download, etag: 'another' }), 'changed'],
    [
      'case 65: its checksum differs',
      (download: RemoteDownload) => ({ ...download, body: only('NEWER f') }),
      'badChecksum'
    ]
  ] as const)('%s', async (_what, twist, code) => {
    pair.server.write('d/f.txt', 'newer f')
    twistDownloads(twist)
    await pair.sync()
    expect(pair.disk.tree()['d/f.txt']).toBe('base f')
    expect(pair.failures.all()).toMatchObject([{ code }])
    expect(pair.disk.temps.size).toBe(0)
  })
})

describe('what happens between looking and acting', () => {
  it('a folder that got something new on the server is not deleted there', async () => {
    pair.disk.delete('d')
    pair.server.faults.plan = ({ name }) => {
      if (name === 'stat') {
        pair.server.faults.plan = () => undefined
        pair.server.write('d/new.txt', 'new')
      }
      return undefined
    }
    pair.limits = { ...pair.limits, maxShare: 1 }
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'd/': '', 'd/new.txt': 'new', 'other.txt': 'other' })
    expect(pair.disk.tree()).toEqual(pair.server.tree())
  })

  it('a file that came back here is not deleted on the server', async () => {
    pair.disk.delete('d/f.txt')
    pair.disk.faults.plan = ({ name }) => {
      if (name === 'stat') {
        pair.disk.faults.plan = () => undefined
        pair.disk.write('d/f.txt', 'back again')
      }
      return undefined
    }
    await pair.sync()
    expect(pair.server.trash).toEqual([])
    expect(pair.server.tree()['d/f.txt']).toBe('back again')
  })

  it('case 35: a file saved while its newer version came down is kept as a copy', async () => {
    pair.server.write('d/f.txt', 'right')
    pair.disk.faults.plan = ({ name }) => {
      if (name === 'install') {
        pair.disk.faults.plan = () => undefined
        pair.disk.writeAtomically('d/f.txt', 'left edit')
      }
      return undefined
    }
    await pair.sync()
    expect(pair.disk.tree()['d/f.txt']).toBe('right')
    expect(Object.values(pair.disk.tree())).toContain('left edit')
    expect(pair.server.tree()).toEqual(pair.disk.tree())
  })

  it('an edit that keeps size and time, made while a newer version comes down, is kept as a copy', async () => {
    pair.server.write('d/f.txt', 'right')
    pair.disk.faults.plan = ({ name }) => {
      if (name === 'install') {
        pair.disk.faults.plan = () => undefined
        pair.disk.writeQuietly('d/f.txt', 'quiet!')
      }
      return undefined
    }
    await pair.sync()
    expect(pair.disk.tree()['d/f.txt']).toBe('right')
    expect(Object.values(pair.disk.tree())).toContain('quiet!')
    expect(pair.server.tree()).toEqual(pair.disk.tree())
  })
})
