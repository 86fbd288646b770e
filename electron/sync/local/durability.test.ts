import {
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDisk } from './disk'
import { recycleInto } from './recycle'
import type { LocalEntry, LocalPort } from '../ports'
import type * as HandlesModule from './handles'

const { onSync } = vi.hoisted(() => ({ onSync: { tell: (_file: number): void => undefined } }))

vi.mock('./handles', async (importActual) => {
  const actual = await importActual<typeof HandlesModule>()
  return {
    ...actual,
    fullSync: (file: number) => {
      onSync.tell(file)
      return actual.fullSync(file)
    }
  }
})

interface Synced {
  readonly path: string
  readonly bytes: number | undefined
  readonly isNamed: boolean
}

let base: string
let root: string
let disk: LocalPort
let synced: Synced[]
/** The name that is given or taken. */
const NAME = 'd/f.txt'

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'samverk-durable-')))
  root = join(base, 'root')
  disk = openDisk(
    root,
    recycleInto(join(base, 'recycled'), root, () => new Date(0))
  )
  synced = []
  onSync.tell = (file) => {
    const stats = fstatSync(file)
    const path = relative(root, readlinkSync(`/proc/self/fd/${String(file)}`))
    synced.push({ path, bytes: stats.isFile() ? stats.size : undefined, isNamed: existsSync(join(root, NAME)) })
  }
  await disk.claimRoot('0123456789abcdef')
  mkdirSync(join(root, 'd'))
})

afterEach(() => {
  rmSync(base, { recursive: true })
})

async function known(path: string): Promise<LocalEntry> {
  const entry = await disk.stat(path)
  if (entry === undefined) throw new Error(`nothing at ${path}`)
  return entry
}

async function arrive(text: string): Promise<void> {
  const temp = await disk.temp('aaaaaaaa')
  await temp.write(Buffer.from(text))
  await temp.finish()
}

describe.runIf(process.platform === 'linux')('what has to outlive a power cut is synced to the disk', () => {
  it('a download: all of its bytes before it gets its name, then the name', async () => {
    synced = []
    await arrive('arrived')
    await disk.install('aaaaaaaa', NAME, undefined, 1)
    expect(synced).toEqual([
      { path: '.samverk-sync/incoming/aaaaaaaa', bytes: 7, isNamed: false },
      { path: 'd', bytes: undefined, isNamed: true }
    ])
  })

  it('the marker of a root, whose loss would make the root unknown', () => {
    expect(synced.map(({ path }) => path)).toEqual(['.samverk-sync'])
  })

  it.each<[string, () => Promise<unknown>, readonly string[]]>([
    ['a new folder', () => disk.makeFolder('d/e'), ['d']],
    ['a new name', async () => disk.move(NAME, 'd/g.txt', await known(NAME)), ['d']],
    ['a new place: in both folders', async () => disk.move(NAME, 'f.txt', await known(NAME)), ['', 'd']],
    ['a copy that goes', async () => disk.evict(NAME, await known(NAME)), ['d']],
    [
      'what goes to the trash',
      async () =>
        disk.trash(NAME, new Map([[NAME, await known(NAME)]]), {
          listedParent: 'd',
          missingId: 'r1',
          answer: 'notFound'
        }),
      ['d']
    ]
  ])('%s', async (_what, act, folders) => {
    writeFileSync(join(root, NAME), 'known')
    synced = []
    await act()
    expect(synced.map(({ path }) => path)).toEqual(folders)
  })
})
