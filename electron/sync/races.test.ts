import { beforeEach, describe, expect, it } from 'vitest'
import { loadKeep, setPin } from './keep'
import { Pair } from './testing/pair'
import { afterLooking, justBefore } from './testing/scenario'
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
    justBefore(pair, 'server', 'stat', () => {
      pair.server.write('d/new.txt', 'new')
    })
    pair.limits = { ...pair.limits, maxShare: 1 }
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'd/': '', 'd/new.txt': 'new', 'other.txt': 'other' })
    expect(pair.disk.tree()).toEqual(pair.server.tree())
  })

  it('a file that came back here is not deleted on the server', async () => {
    pair.disk.delete('d/f.txt')
    justBefore(pair, 'disk', 'stat', () => {
      pair.disk.write('d/f.txt', 'back again')
    })
    await pair.sync()
    expect(pair.server.trash).toEqual([])
    expect(pair.server.tree()['d/f.txt']).toBe('back again')
  })

  it('case 35: a file saved while its newer version came down is kept as a copy', async () => {
    pair.server.write('d/f.txt', 'right')
    justBefore(pair, 'disk', 'install', () => {
      pair.disk.writeAtomically('d/f.txt', 'left edit')
    })
    await pair.sync()
    expect(pair.disk.tree()['d/f.txt']).toBe('right')
    expect(Object.values(pair.disk.tree())).toContain('left edit')
    expect(pair.server.tree()).toEqual(pair.disk.tree())
  })

  it('an edit that keeps size and time, made while a newer version comes down, is kept as a copy', async () => {
    pair.server.write('d/f.txt', 'right')
    justBefore(pair, 'disk', 'install', () => {
      pair.disk.writeQuietly('d/f.txt', 'quiet!')
    })
    await pair.sync()
    expect(pair.disk.tree()['d/f.txt']).toBe('right')
    expect(Object.values(pair.disk.tree())).toContain('quiet!')
    expect(pair.server.tree()).toEqual(pair.disk.tree())
  })

  it('a folder that another one took the place of on the server is not moved for it', async () => {
    pair.disk.rename('d', 'renamed')
    afterLooking(pair, () => {
      pair.server.rename('d', 'theirs')
      pair.server.makeDir('d')
      pair.server.write('d/new.txt', 'new')
    })
    await pair.sync()
    // Both gave the folder a name: the server's counts. What is new in its old place stays there.
    expect(pair.server.tree()).toMatchObject({ 'theirs/f.txt': 'base f', 'd/new.txt': 'new' })
    expect(pair.disk.tree()).toEqual(pair.server.tree())
  })

  it('a file that was changed on the server after the last look is moved with what was changed', async () => {
    pair.disk.rename('d/f.txt', 'f.txt')
    justBefore(pair, 'server', 'move', () => {
      pair.server.write('d/f.txt', 'newer f')
    })
    pair.server.faults.log.length = 0
    await pair.sync()
    expect(pair.server.faults.log.filter((call) => call.startsWith('move'))).toHaveLength(2)
    expect(pair.server.unconditioned).toEqual([])
    expect(pair.server.tree()).toMatchObject({ 'f.txt': 'newer f' })
    expect(pair.disk.tree()).toEqual(pair.server.tree())
  })

  it.each([
    [
      'was changed',
      (): void => {
        pair.server.write('other.txt', 'newer')
      }
    ],
    [
      'got another name',
      (): void => {
        pair.server.rename('other.txt', 'another.txt')
      }
    ],
    [
      'was deleted',
      (): void => {
        pair.server.delete('other.txt')
      }
    ]
  ])(
    'the copy of a file that is to be online only goes only after another look when its original %s',
    async (_what, change) => {
      setPin(pair.state, 'other.txt', 'onlineOnly')
      pair.keep = loadKeep(pair.state, [])
      pair.server.faults.log.length = 0
      justBefore(pair, 'server', 'list', change)
      let looks = Infinity
      justBefore(pair, 'disk', 'evict', () => {
        looks = pair.server.faults.log.filter((call) => call === 'root ').length
      })
      await pair.sync()
      expect(looks).toBeGreaterThan(1)
    }
  )
})

describe('a run that can not go on', () => {
  it('starts nothing more once the server is away', async () => {
    for (const name of ['f', 'g', 'h']) pair.disk.rename(`d/${name}.txt`, `${name}.txt`)
    pair.server.faults.log.length = 0
    pair.server.faults.plan = ({ name }) => (name === 'move' ? { kind: 'before', code: 'offline' } : undefined)
    await expect(pair.sync()).rejects.toMatchObject({ code: 'offline' })
    expect(pair.server.faults.log.filter((call) => call.startsWith('move'))).toHaveLength(1)
  })

  it('ends with the journal: what can not be written down is not built upon', async () => {
    pair.disk.write('new.txt', 'new')
    Object.assign(pair.journal, {
      commit: () => {
        throw new Error('disk full')
      }
    })
    await expect(pair.sync()).rejects.toMatchObject({ code: 'journalFailed' })
  })
})

describe('edits that keep the size', () => {
  it.each([true, false])('on both sides are a conflict (checksums: %s)', async (storesChecksums) => {
    pair.server.storesChecksums = storesChecksums
    pair.server.write('other.txt', 'RIGHT')
    pair.disk.write('other.txt', 'left!')
    await pair.sync()
    expect(pair.disk.tree()['other.txt']).toBe('RIGHT')
    expect(Object.values(pair.disk.tree())).toContain('left!')
    expect(pair.server.tree()).toEqual(pair.disk.tree())
  })

  it('on the server come here', async () => {
    pair.server.write('other.txt', 'RIGHT')
    await pair.sync()
    expect(pair.disk.tree()['other.txt']).toBe('RIGHT')
  })
})

describe('a document that is open here', () => {
  beforeEach(async () => {
    pair.disk.write('letter.odt', 'base')
    await pair.sync()
    pair.disk.write('.~lock.letter.odt#', 'anna')
  })

  it('is not moved aside under the hands of who edits it: the conflict waits until it is closed', async () => {
    pair.disk.write('letter.odt', 'left edit')
    pair.server.write('letter.odt', 'right edit')
    await pair.sync()
    expect(pair.disk.tree()['letter.odt']).toBe('left edit')
    expect(pair.plan.blocked).toMatchObject([{ reason: 'openHere' }])
    pair.disk.delete('.~lock.letter.odt#')
    await pair.sync()
    expect(pair.disk.tree()['letter.odt']).toBe('right edit')
    expect(Object.values(pair.disk.tree())).toContain('left edit')
  })

  it('does not go because it is to be online only', async () => {
    setPin(pair.state, 'letter.odt', 'onlineOnly')
    pair.keep = loadKeep(pair.state, [])
    await pair.sync()
    expect(pair.disk.exists('letter.odt')).toBe(true)
    pair.disk.delete('.~lock.letter.odt#')
    await pair.sync()
    expect(pair.disk.exists('letter.odt')).toBe(false)
    expect(pair.server.exists('letter.odt')).toBe(true)
  })
})

describe('a folder that vanishes while the disk is read', () => {
  it('is looked for again, all over: what was in it has only moved', async () => {
    pair.server.faults.log.length = 0
    justBefore(
      pair,
      'disk',
      'list',
      () => {
        pair.disk.rename('d', 'renamed')
      },
      2
    )
    await pair.sync()
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(pair.server.trash).toEqual([])
    expect(pair.server.faults.log.filter((call) => /^(?:put|move|remove)/u.test(call))).toEqual(['move d -> renamed'])
  })

  it('again and again ends the run, and nothing is deleted', async () => {
    const before = pair.server.tree()
    const really = pair.disk.list
    let looks = 0
    Object.assign(pair.disk, {
      list: (path: string) => (path === 'd' ? ((looks += 1), Promise.resolve(undefined)) : really(path))
    })
    pair.disk.delete('other.txt')
    await expect(pair.sync()).rejects.toMatchObject({ code: 'changed' })
    expect(looks).toBe(5)
    expect(pair.server.tree()).toEqual(before)
  })
})
