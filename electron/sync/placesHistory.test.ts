import { expect, it } from 'vitest'
import { Pair, SeededRandom } from './testing/pair'
import type { FakeServer } from './testing/fakeServer'

const SEEDS = 150
const STEPS = 25
const FOLDERS = [
  'Projekt',
  'Projekt/Underlag',
  'Projekt/Utkast',
  'Underlag',
  'Underlag/djup',
  'Projekt/Underlag/djup',
  ''
]
const NAMES = ['a.txt', 'b.txt', 'c.txt']
const FOLDER = 'djup'

/** Nothing goes into itself, through whichever place. */
const real = (path: string): string => path.replace(/^Projekt\/Underlag(?=\/|$)/u, 'Underlag')

/** What the person sees on the server, in every place. */
async function seenOn(server: FakeServer, folder = ''): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const child of (await server.list(folder)).children) {
    const path = folder === '' ? child.name : `${folder}/${child.name}`
    if (child.kind === 'folder') Object.assign(all, { [`${path}/`]: '' }, await seenOn(server, path))
    else all[path] = server.entries.get(child.id)?.content ?? ''
  }
  return all
}

/** Does what may fail because something is not there, or is in the way. */
function attempt(act: () => void): void {
  try {
    act()
  } catch {
    // Nothing was done.
  }
}

async function live(seed: number): Promise<void> {
  const pair = new Pair(seed)
  pair.limits = { ...pair.limits, maxCount: Infinity, maxShare: 2, mayEmpty: true }
  const { server, disk } = pair
  server.makeDir('Projekt')
  server.setPermissions('Projekt', 'SRGDNVCK')
  for (const folder of ['Projekt/Underlag', 'Projekt/Utkast']) server.makeDir(folder)
  server.write('Projekt/Underlag/a.txt', 'first')
  server.mountAgain('Projekt/Underlag', 'Underlag')
  const random = new SeededRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.unit() * from.length)] as T
  const pathOf = (name: string): string => [pick(FOLDERS), name].filter((part) => part !== '').join('/')
  const isThere = (side: FakeServer | Pair['disk'], path: string): boolean =>
    side === server ? server.exists(path) : [path, `${path}/`].some((name) => name in disk.tree())
  const written = ['first']
  for (let step = 0; step < STEPS; step += 1) {
    const side = random.unit() < 0.5 ? server : disk
    const what = random.unit()
    const [name, folder] = [pick(NAMES), random.unit() < 0.3]
    const [from, to] = folder ? [pathOf(FOLDER), pathOf(FOLDER)] : [pathOf(name), pathOf(pick(NAMES))]
    // What a person overwrites or deletes here before anybody saw it is theirs to lose.
    if (side === disk || what >= 0.9) await pair.syncUntilQuiet()
    attempt(() => {
      if (what < 0.5 && folder) side.makeDir(from)
      else if (what < 0.5) {
        side.write(from, `${String(seed)}-${String(step)}`)
        written.push(`${String(seed)}-${String(step)}`)
      } else if (what < 0.75) {
        if (!`${real(to)}/`.startsWith(`${real(from)}/`) && !isThere(side, to)) side.rename(from, to)
      } else if (what < 0.9) side.delete(from)
    })
  }
  for (let look = 0; look < 6; look += 1) {
    await pair.syncUntilQuiet()
  }
  expect(disk.tree()).toEqual(await seenOn(server))
  expect((await pair.sync()).operations).toBe(0)
  const kept = new Set([...Object.values(disk.tree()), ...disk.trashed, ...server.trash, ...server.versions])
  expect(written.filter((content) => !kept.has(content))).toEqual([])
}

it(`${String(SEEDS)} histories of a folder that is in two places: both sides come to be equal, and nothing is lost`, async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    try {
      await live(seed)
    } catch (cause) {
      throw new Error(`seed ${String(seed)}`, { cause })
    }
  }
})
