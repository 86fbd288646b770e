import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SyncItem } from '../../shared/model/sync'
import { openSyncSetup, type SetUp, type SyncSetupOwner } from './syncSetup'
import { usualChoices, type SyncChoices } from './syncChoices'
import type { SyncClient } from './syncClient'

let base = ''
let chosen: string | undefined
let choices: SyncChoices
let setup: SyncSetupOwner
const folders = new Map<string, readonly string[]>()

const item = (path: string): SyncItem => ({
  path,
  name: path,
  kind: path.endsWith('.txt') ? 'file' : 'folder',
  sizeBytes: 0,
  modifiedMs: 0,
  fileId: '1',
  state: { kind: 'synced' }
})

const amount = { sizeBytes: 5, bytesHere: 5, unsent: 0 }

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'samverk-setup-'))
  for (const name of ['main', 'app', 'disk']) mkdirSync(join(base, name))
  chosen = join(base, 'disk')
  choices = usualChoices
  folders.clear()
  folders.set('', ['Team', 'brev.txt']).set('Team', ['Team/A'])
  const roots = () => [{ id: 'main', folder: '', place: join(base, 'main') }, ...choices.roots]
  const client: Partial<SyncClient> = {
    roots,
    list: (folder) => Promise.resolve((folders.get(folder) ?? []).map(item)),
    statusOf: () => undefined,
    usageOf: () => Promise.resolve({ ...amount, folders: ['Team'] }),
    pins: () =>
      Promise.resolve([{ path: 'Team', pin: 'onlineOnly', kind: 'folder', ...amount, left: { files: 0, names: [] } }])
  }
  const now = (): SetUp => ({ client: client as SyncClient, choices, directory: join(base, 'app') })
  setup = openSyncSetup({
    now,
    apply: (next) => {
      choices = next
      return Promise.resolve()
    },
    choosePlace: () => Promise.resolve(chosen)
  })
})

const code = async (folder: string) => {
  const added = await setup.addRoot(folder)
  return added.ok ? (added.value === undefined ? 'closed' : 'added') : added.error.code
}

describe('a new root', () => {
  it('is added where the person says, and what lies there already stays', async () => {
    writeFileSync(join(base, 'disk', 'redan här.txt'), 'x')
    expect(await setup.addRoot('/Team/')).toMatchObject({
      ok: true,
      value: { folder: 'Team', place: join(base, 'disk'), state: { kind: 'starting' } }
    })
    expect(choices.roots).toMatchObject([{ folder: 'Team', place: join(base, 'disk') }])
    expect(readdirSync(join(base, 'disk'))).toEqual(['redan här.txt'])
    expect(await setup.read()).toMatchObject({
      roots: [{ id: 'main', usage: { sizeBytes: 5, folders: ['Team'] } }, { folder: 'Team' }],
      pins: [{ path: 'Team', pin: 'onlineOnly' }]
    })
  })

  it('is not added when the question is closed', async () => {
    chosen = undefined
    expect(await code('Team')).toBe('closed')
    expect(choices).toBe(usualChoices)
  })

  it.each([
    ['', 'folderMissing'],
    ['Finns inte', 'folderMissing'],
    ['brev.txt', 'folderMissing']
  ])('for %j is refused: %s', async (folder, expected) => {
    expect(await code(folder)).toBe(expected)
  })

  it('in or around the folder of another is refused', async () => {
    expect(await code('Team/A')).toBe('added')
    chosen = join(base, 'annan')
    mkdirSync(chosen)
    expect(await code('Team')).toBe('folderNested')
    expect(await code('Team/A')).toBe('folderNested')
  })

  it.each([
    ['main', 'placeNested'],
    ['main/sub', 'placeNested'],
    ['', 'placeNested'],
    ['app', 'placeNested'],
    ['länk', 'placeNested'],
    ['finns inte', 'placeRefused']
  ])('with its place at %j is refused: %s', async (place, expected) => {
    mkdirSync(join(base, 'main', 'sub'))
    symlinkSync(join(base, 'main', 'sub'), join(base, 'länk'))
    chosen = join(base, place)
    expect(await code('Team')).toBe(expected)
  })

  it.each([['.samverk-sync'], ['.sync_0a1b2c.db'], ['._sync_0a1b2c.db']])(
    'in a place with %s is refused: somebody syncs it',
    async (name) => {
      writeFileSync(join(base, 'disk', name), '')
      expect(await code('Team')).toBe('placeTaken')
    }
  )

  it('in a root of another account is refused', async () => {
    mkdirSync(join(base, 'disk', '.samverk-sync'))
    writeFileSync(join(base, 'disk', '.samverk-sync', 'root-id'), '0'.repeat(32))
    chosen = join(base, 'disk', 'sub')
    mkdirSync(chosen)
    expect(await code('Team')).toBe('placeNested')
  })
})

it('a root that is removed leaves the files, and nothing of its own', async () => {
  await setup.addRoot('Team')
  const [root] = choices.roots
  mkdirSync(join(base, 'disk', '.samverk-sync'))
  writeFileSync(join(base, 'disk', 'plan.txt'), 'plan')
  writeFileSync(join(base, 'app', `journal-${root?.id ?? ''}.sqlite`), '')
  expect(await setup.removeRoot('main')).toEqual({ ok: false, error: { code: 'unknownRoot' } })
  expect(await setup.removeRoot(root?.id ?? '')).toEqual({ ok: true, value: undefined })
  expect(choices.roots).toEqual([])
  expect(readdirSync(join(base, 'disk'))).toEqual(['plan.txt'])
  expect(existsSync(join(base, 'app', `journal-${root?.id ?? ''}.sqlite`))).toBe(false)
})

it('limits, what is ignored, and a folder that was renamed on the server are kept', async () => {
  await setup.addRoot('Team')
  const id = choices.roots[0]?.id ?? ''
  // One change after the other: none overwrites another's.
  await Promise.all([
    setup.setLimits({ up: 50_000, down: null }),
    setup.setIgnored(['*.log']),
    setup.follow(id, 'Gruppen')
  ])
  expect(choices).toMatchObject({
    roots: [{ id, folder: 'Gruppen' }],
    limits: { up: 50_000, down: null },
    ignored: ['*.log']
  })
})

it('without a sync there is nothing to set up', async () => {
  const apply = vi.fn()
  const none = openSyncSetup({ now: () => undefined, apply, choosePlace: () => Promise.resolve(chosen) })
  expect(await none.read()).toBeUndefined()
  expect(await none.addRoot('Team')).toEqual({ ok: false, error: { code: 'notSyncing' } })
  await none.setIgnored([])
  expect(apply).not.toHaveBeenCalled()
})
