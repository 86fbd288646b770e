import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBusy } from './refusals'
import { openDatabase } from './database'
import { openJournal } from './journal'
import type { RemoteNode, SyncedNode } from '../core/nodes'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverk-journal-'))
  path = join(folder, 'inner', 'journal.sqlite')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const remote: RemoteNode = {
  id: 'r1',
  parentId: 'root',
  name: 'mapp å',
  kind: 'folder',
  etag: 'e',
  sizeBytes: 12_345_678_901,
  mtimeS: 1_795_000_000,
  permissions: 'RG',
  checksum: '',
  listedEtag: 'e',
  fileId: '7'
}
const synced: SyncedNode = {
  id: '1',
  parentId: 'root',
  name: 'mapp å',
  localName: 'mapp å',
  kind: 'folder',
  remoteId: 'r1',
  localId: '1:2:3',
  etag: '',
  sizeBytes: 0,
  mtimeNs: '1795000000123456789',
  ctimeNs: '1795000000123456790',
  hash: ''
}

describe('the journal', () => {
  it('gives back what was committed, also after it was not closed', () => {
    const first = openJournal(path, 'anna', 1)
    first.commit([
      { table: 'remote', change: { put: { ...remote, id: 'r2', parentId: 'r1', name: 'fil', kind: 'file' } } },
      { table: 'remote', change: { put: remote } },
      { table: 'synced', change: { put: synced } },
      { table: 'transfer', put: { key: 'k', direction: 'up', handle: 'h', etag: 'e', path: 'p' } },
      { table: 'conflict', put: { localId: '1:2:3', originalPath: 'f', foundMs: 1_795_000_000_000 } },
      { table: 'meta', name: 'rootId', value: 'abc' }
    ])
    // As after a crash: what is on the disk, taken while the first is still open.
    const left = join(folder, 'left')
    cpSync(join(folder, 'inner'), left, { recursive: true })
    rmSync(join(left, 'journal.sqlite.lock'))
    const again = openJournal(join(left, 'journal.sqlite'), 'anna', 2)
    expect(again.wasLost).toBe(false)
    const content = again.load()
    expect(content.remote.map((node) => node.id)).toEqual(['r1', 'r2'])
    expect(content.remote[0]).toEqual(remote)
    expect(content.synced).toEqual([synced])
    expect(content.transfers).toHaveLength(1)
    expect(content.conflicts).toEqual([{ localId: '1:2:3', originalPath: 'f', foundMs: 1_795_000_000_000 }])
    expect(content.meta.get('rootId')).toBe('abc')
    again.commit([
      { table: 'remote', change: { drop: 'r2' } },
      { table: 'synced', change: { drop: '1' } },
      { table: 'transfer', drop: 'k' },
      { table: 'conflict', drop: '1:2:3' }
    ])
    expect(again.load()).toMatchObject({ remote: [remote], synced: [], transfers: [], conflicts: [] })
    first.close()
    again.close()
  })

  it('gives back awkward names, and more rows than are read at once', () => {
    const journal = openJournal(path, 'anna', 1)
    const names = [
      'å\0 1',
      '"quoted"',
      '\\',
      '\n\t',
      '👩‍👩‍👧',
      '\u2028',
      ...Array.from({ length: 9000 }, (_, index) => `f${String(index)}`)
    ]
    journal.commit(
      names.map((name, index) => ({
        table: 'remote',
        change: { put: { ...remote, id: `r${String(index)}`, name, kind: 'file', sizeBytes: 2 ** 52 + index } }
      }))
    )
    const found = new Map(journal.load().remote.map((node) => [node.id, node]))
    expect(found.size).toBe(names.length)
    expect(names.filter((name, index) => found.get(`r${String(index)}`)?.name !== name)).toEqual([])
    expect(found.get('r3')?.sizeBytes).toBe(2 ** 52 + 3)
    journal.close()
  })

  it('takes a whole batch or nothing', () => {
    const journal = openJournal(path, 'anna', 1)
    expect(() => {
      journal.commit([
        { table: 'remote', change: { put: remote } },
        { table: 'remote', change: { put: { ...remote, id: 'r3', sizeBytes: NaN } } }
      ])
    }).toThrow()
    expect(journal.load().remote).toEqual([])
    journal.close()
  })

  it.each([
    [
      'overwritten',
      () => {
        writeFileSync(path, 'this is no database at all, but it is long enough to be read'.repeat(100))
      }
    ],
    [
      'cut',
      () => {
        truncateSync(path, 5000)
      }
    ]
  ])('case 73: is put aside and begun anew when it was %s', (_how, damage) => {
    const first = openJournal(path, 'anna', 1)
    for (let index = 0; index < 300; index += 1) {
      first.commit([
        { table: 'remote', change: { put: { ...remote, id: `r${String(index)}`, name: `n${String(index)}` } } }
      ])
    }
    first.close()
    damage()
    const again = openJournal(path, 'anna', 99)
    expect(again.wasLost).toBe(true)
    expect(again.load()).toMatchObject({ remote: [], synced: [] })
    expect(readdirSync(join(folder, 'inner'))).toContain('journal.sqlite.damaged-99')
    again.close()
  })

  it('of another account is not read', () => {
    const first = openJournal(path, 'anna', 1)
    first.commit([{ table: 'meta', name: 'rootId', value: 'abc' }])
    first.close()
    const again = openJournal(path, 'bjorn', 2)
    expect(again.wasLost).toBe(true)
    expect(again.load().meta.get('rootId')).toBeUndefined()
    again.close()
  })

  it('of an earlier version is brought up to date and keeps what it knows', () => {
    const first = openJournal(path, 'anna', 1)
    first.commit([{ table: 'synced', change: { put: synced } }])
    first.close()
    const old = openDatabase(path)
    old.exec('DROP TABLE failure')
    old.exec('PRAGMA user_version = 1')
    old.close()
    const again = openJournal(path, 'anna', 2)
    expect(again.wasLost).toBe(false)
    const failure = { key: 'k', localId: 'l', remoteId: undefined, code: 'locked', attempts: 2, nextTryMs: 5 } as const
    again.commit([{ table: 'failure', put: failure }])
    expect(again.load()).toMatchObject({ synced: [synced], failures: [failure] })
    again.commit([{ table: 'failure', drop: 'k' }])
    expect(again.load().failures).toEqual([])
    again.close()
    const third = openJournal(path, 'anna', 3)
    expect(third.wasLost).toBe(false)
    third.close()
  })

  it.each([
    ['of a later version', 'PRAGMA user_version = 99'],
    ['with an item whose folder is missing', `UPDATE synced SET parent = 'nobody'`],
    ['with an item that is neither a file nor a folder', `UPDATE synced SET kind = 'link'`],
    [
      'with two items of one name in a folder',
      `INSERT INTO synced SELECT '2', parent, name, local_name, kind, 'r2', 'l2', etag, size, mtime_ns, ctime_ns, hash FROM synced`
    ],
    [
      'with an item in a file',
      `INSERT INTO synced SELECT '2', '3', name, local_name, 'file', 'r2', 'l2', etag, size, mtime_ns, ctime_ns, hash FROM synced UNION SELECT '3', parent, 'file', 'file', 'file', 'r3', 'l3', etag, size, mtime_ns, ctime_ns, hash FROM synced`
    ],
    ['with a size that is none', 'UPDATE synced SET size = 9007199254740993'],
    ['with a value that is not known', `INSERT INTO meta VALUES ('unheard of', '')`]
  ])('%s is put aside and begun anew (case 73)', (_what, sql) => {
    const first = openJournal(path, 'anna', 1)
    first.commit([{ table: 'synced', change: { put: synced } }])
    first.close()
    const database = openDatabase(path)
    database.exec(sql)
    database.close()
    const again = openJournal(path, 'anna', 2)
    expect(again.wasLost).toBe(true)
    expect(again.load().synced).toEqual([])
    again.close()
  })

  it('case 73: that can be read and is damaged all the same is put aside', () => {
    const first = openJournal(path, 'anna', 1)
    first.commit([{ table: 'synced', change: { put: synced } }])
    first.close()
    // Where the number of free pages stands: no row is read from there.
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.from([0, 0, 0, 9]), 0, 4, 36)
    closeSync(file)
    const again = openJournal(path, 'anna', 2)
    expect(again.wasLost).toBe(true)
    expect(again.load().synced).toEqual([])
    again.close()
  })

  it('case 73: takes with it what was written beside it: nothing of that comes into the new one', () => {
    openJournal(path, 'anna', 1).close()
    const first = openJournal(path, 'anna', 1)
    first.commit([{ table: 'synced', change: { put: synced } }])
    // The machine stops here: the row is in the file beside it.
    const after = join(folder, 'after')
    mkdirSync(after)
    for (const suffix of ['', '-wal']) cpSync(path + suffix, join(after, `journal.sqlite${suffix}`))
    first.close()
    const stopped = join(after, 'journal.sqlite')
    writeFileSync(stopped, 'this is no database at all, but it is long enough to be read'.repeat(100))
    for (const time of [1, 2]) {
      const again = openJournal(stopped, 'anna', time)
      expect(again.wasLost).toBe(time === 1)
      expect(again.load().synced).toEqual([])
      again.close()
    }
  })

  it('that another process has is left alone: it is not damaged', () => {
    mkdirSync(join(folder, 'inner'))
    const other = openDatabase(path)
    other.exec('BEGIN EXCLUSIVE')
    expect(() => openJournal(path, 'anna', 2)).toThrow('locked')
    other.exec('COMMIT')
    other.close()
    expect(readdirSync(join(folder, 'inner')).filter((name) => name.includes('damaged'))).toEqual([])
    const again = openJournal(path, 'anna', 3)
    expect(again.wasLost).toBe(false)
    again.close()
  })

  it('is its owner’s alone', () => {
    openJournal(path, 'anna', 1).close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'inner')).mode & 0o777).toBe(0o700)
  })

  it('leaves nothing behind when it is erased, and may be begun anew', () => {
    openJournal(path, 'anna', 1).erase()
    expect(readdirSync(join(folder, 'inner'))).toEqual([])
    const again = openJournal(path, 'anna', 2)
    expect(again.wasLost).toBe(false)
    again.close()
  })

  it('never hands a value to libsql that would end the process', () => {
    const database = openDatabase(join(folder, 'x.sqlite'))
    const statement = database.prepare('SELECT ?')
    for (const value of [true, new Date(), {}, undefined, NaN, new Float64Array(1)]) {
      expect(() => statement.all(value as unknown as string)).toThrow(TypeError)
    }
    database.close()
  })
})

it.each([
  [Object.assign(new Error('x'), { code: 'SQLITE_BUSY' }), true],
  [Object.assign(new Error('x'), { code: 'SQLITE_LOCKED_SHAREDCACHE' }), true],
  [new Error('Database is locked'), true],
  [Object.assign(new Error('x'), { code: 'SQLITE_CORRUPT' }), false],
  [new Error('x'), false],
  ['database is locked', false]
])('only who has to wait is busy: what is damaged is not (%s, %s)', (error, expected) => {
  expect(isBusy(error)).toBe(expected)
})
