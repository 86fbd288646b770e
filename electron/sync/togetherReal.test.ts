import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { SeededRandom } from './testing/pair'
import { Computer } from './testing/real'
import type { TestFiles } from '../../scripts/stack/files/testing/server'
import type { Engine } from './engine'
import type { Account } from './testing/real'

const ROUNDS = Number(process.env['SAMVERK_SYNC_ROUNDS'] ?? 5)
const SEED = Number(process.env['SAMVERK_SYNC_SEED'] ?? Date.now() % 2 ** 31)
const NAMES = ['a', 'b', 'c c', 'd.txt', 'å#%.txt']
const random = new SeededRandom(SEED)

let files: TestFiles

beforeAll(async () => {
  files = await startTestFiles()
})

afterAll(async () => {
  for (const computer of made) computer.remove()
  await files.stop()
})

const made: Computer[] = []
function newComputer(account: Account): Computer {
  const computer = new Computer(account)
  made.push(computer)
  mkdirSync(computer.root)
  return computer
}

const pick = <T>(all: readonly T[]): T => all[Math.floor(random.unit() * all.length)] as T
const somePath = (): string => Array.from({ length: 1 + Math.floor(random.unit() * 3) }, () => pick(NAMES)).join('/')

/** Contents, each unique, and those that somebody overwrote or deleted with their own hands. */
const written = new Set<string>()
const discarded = new Set<string>()

function newContent(): string {
  const content = `<text ${String(written.size)}>`
  written.add(content)
  return content
}

function contentsBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [readFileSync(path, 'utf8')]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}

/** What a person does in the folder of a computer; what can't be done is not done. */
function actHere(root: string): void {
  const path = join(root, somePath())
  const other = join(root, somePath())
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const kind = pick(['write', 'write', 'write', 'folder', 'rename', 'delete'] as const)
  if (!existsSync(dirname(path)) || !statSync(dirname(path)).isDirectory()) return
  if (kind === 'write' && !isFolder) {
    for (const content of contentsBelow(path)) discarded.add(content)
    writeFileSync(path, newContent())
  } else if (kind === 'folder' && !existsSync(path)) mkdirSync(path)
  else if (kind === 'rename' && existsSync(path) && !existsSync(other) && !`${other}/`.startsWith(`${path}/`)) {
    if (existsSync(dirname(other)) && statSync(dirname(other)).isDirectory()) renameSync(path, other)
  } else if (kind === 'delete' && existsSync(path)) {
    for (const content of contentsBelow(path)) discarded.add(content)
    rmSync(path, { recursive: true })
  }
}

/** What a person does at the web page: they see what they overwrite, and what they delete is kept. */
async function actThere(): Promise<void> {
  const address = (path: string): string => `/${path.split('/').map(encodeURIComponent).join('/')}`
  const path = address(somePath())
  switch (pick(['PUT', 'PUT', 'MKCOL', 'MOVE', 'DELETE'] as const)) {
    case 'PUT': {
      const before = await files.file('GET', path)
      const etag = before.headers['etag']
      const condition = before.status === 200 ? { 'If-Match': String(etag) } : { 'If-None-Match': '*' }
      const content = newContent()
      // A second of its own: what two such clients write within one overwrites the other, whatever a third one does.
      const time = { 'X-OC-MTime': String(1_600_000_000 + written.size) }
      const { status } = await files.file('PUT', path, { body: content, headers: { ...condition, ...time } })
      if (status >= 300) discarded.add(content)
      else if (before.status === 200) discarded.add(before.text)
      return
    }
    case 'MKCOL':
      await files.file('MKCOL', path)
      return
    case 'MOVE': {
      const destination = `${files.url}/remote.php/dav/files/anna${address(somePath())}`
      await files.file('MOVE', path, { headers: { Destination: destination, Overwrite: 'F' } })
      return
    }
    case 'DELETE':
      await files.file('DELETE', path)
  }
}

async function once(engine: Engine): Promise<number> {
  return (await engine.syncNow()).operations
}

it(
  `two computers and the web page at once on a real server, ${String(ROUNDS)} rounds of seed ${String(SEED)}: all come to have the same, and nothing is lost`,
  async () => {
    const reply = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
      headers: { 'OCS-APIRequest': 'true' }
    })
    const { ocs } = JSON.parse(reply.text) as { ocs: { data: { apppassword: string } } }
    const account = { server: files.url, userId: 'anna', password: ocs.data.apppassword }
    const computers = [newComputer(account), newComputer(account)]
    const opened = await Promise.all(computers.map((computer) => computer.open(files.url)))
    const engines = opened.map(({ engine }) => engine)
    let conflicts = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const where = `seed ${String(SEED)}, round ${String(round)}`
      for (let deed = 0; deed < 12; deed += 1) {
        for (const { root } of computers) actHere(root)
        const runs = deed % 3 === 2 ? engines.map(once) : []
        // They do not wait for a run to end.
        await actThere()
        for (const { root } of computers) actHere(root)
        await actThere()
        // A run that met a change in the middle says so; the next one goes on.
        await Promise.allSettled(runs)
      }
      for (let quiet = 0, turn = 0; quiet < engines.length; turn += 1) {
        expect(turn, where).toBeLessThan(60)
        const engine = engines[turn % engines.length]
        quiet = engine !== undefined && (await once(engine)) === 0 ? quiet + 1 : 0
      }
      const [here, there] = computers.map((computer) => computer.hashes())
      expect(there, where).toEqual(here)
      conflicts += Object.keys(here ?? {}).filter((path) => path.includes('conflicted copy')).length
      const kept = [files.dir, ...computers.map(({ base }) => base)].flatMap(contentsBelow).join('')
      const lost = [...written].filter((content) => !discarded.has(content) && !kept.includes(content))
      expect(lost, where).toEqual([])
      const third = newComputer(account)
      await third.sync()
      expect(third.hashes(), where).toEqual(here)
      third.remove()
    }
    process.stdout.write(`together: ${String(written.size)} contents, ${String(conflicts)} copies\n`)
    for (const { close } of opened) await close()
  },
  60_000 + ROUNDS * 30_000
)
