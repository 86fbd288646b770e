import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { NO_GUARD } from './testing/history'
import { SeededRandom } from './testing/pair'
import { Computer, openGate } from './testing/real'
import type { TestFiles } from '../../scripts/stack/files/testing/server'
import type { Gate } from './testing/real'

const MEBIBYTE = 1024 * 1024
const KILLS = Number(process.env['SAMVERK_SYNC_KILLS'] ?? 5)
const SEED = Number(process.env['SAMVERK_SYNC_SEED'] ?? Date.now() % 2 ** 31)

let files: TestFiles
let here: Computer
let there: Computer

beforeAll(async () => {
  files = await startTestFiles()
})

afterAll(async () => {
  await files.stop()
})

beforeEach(async () => {
  const reply = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
    headers: { 'OCS-APIRequest': 'true' }
  })
  const { ocs } = JSON.parse(reply.text) as { ocs: { data: { apppassword: string } } }
  const account = { server: files.url, userId: 'anna', password: ocs.data.apppassword }
  here = new Computer(account)
  there = new Computer(account)
  for (const computer of [here, there]) {
    computer.limits = NO_GUARD
    mkdirSync(computer.root)
  }
})

afterEach(() => {
  here.remove()
  there.remove()
})

/** What is under way when the process is killed, and about how many bytes pass the gate until it is done. */
interface Work {
  readonly upBytes: number
  readonly downBytes: number
}

const KINDS = ['up', 'down', 'rename', 'big', 'both'] as const
type Kind = (typeof KINDS)[number]

function write(computer: Computer, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(computer.root, path)), { recursive: true })
  writeFileSync(join(computer.root, path), content)
}

function writeMany(computer: Computer, folder: string, count: number, bytes: number): void {
  for (let index = 0; index < count; index += 1)
    write(computer, `${folder}/m${String(index % 4)}/f${String(index)}.bin`, randomBytes(bytes))
}

/** Folders and files that get other names and places, on both sides. */
async function moveAbout(gate: Gate, name: string): Promise<void> {
  writeMany(here, name, 24, 2000)
  await here.sync(gate.url)
  await there.sync()
  for (let index = 0; index < 24; index += 2)
    renameSync(
      join(here.root, `${name}/m${String(index % 4)}/f${String(index)}.bin`),
      join(here.root, `${name}/flyttad ${String(index)}.bin`)
    )
  renameSync(join(here.root, `${name}/m1`), join(here.root, `${name}/omdöpt`))
  renameSync(join(there.root, `${name}/m3`), join(there.root, `${name}/m2/inuti`))
  await there.sync()
}

async function prepare(gate: Gate, kind: Kind, name: string): Promise<Work> {
  switch (kind) {
    case 'up':
      writeMany(here, name, 40, 60_000)
      return { upBytes: 40 * 61_000, downBytes: 30_000 }
    case 'down':
      writeMany(there, name, 40, 60_000)
      await there.sync()
      return { upBytes: 40 * 400, downBytes: 40 * 61_000 }
    case 'rename':
      await moveAbout(gate, name)
      return { upBytes: 9000, downBytes: 24_000 }
    case 'big':
      write(here, `${name}.bin`, randomBytes(30 * MEBIBYTE))
      return { upBytes: 30 * MEBIBYTE, downBytes: 10_000 }
    case 'both':
      writeMany(there, `${name}/ner`, 20, 60_000)
      write(there, `${name} ner.bin`, randomBytes(15 * MEBIBYTE))
      await there.sync()
      writeMany(here, `${name}/upp`, 20, 60_000)
      write(here, `${name} upp.bin`, randomBytes(15 * MEBIBYTE))
      return { upBytes: 16 * MEBIBYTE, downBytes: 16 * MEBIBYTE }
  }
}

/** Kills the command line when so much of the work has passed the gate. @returns whether it was still at it. */
async function killAt(gate: Gate, work: Work, share: number, byReceived: boolean): Promise<boolean> {
  const process = here.spawnCli(gate.url)
  if (byReceived) gate.onceReceived(Math.max(1, Math.floor(work.downBytes * share)), process.kill)
  else gate.onceSent(Math.max(1, Math.floor(work.upBytes * share)), process.kill)
  return (await process.ended) === null
}

function leftovers(): string[] {
  const incoming = join(here.root, '.samverk-sync', 'incoming')
  const uploads = join(files.dir, 'uploads')
  return [incoming, uploads]
    .flatMap((folder) =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
        : []
    )
    .map(({ name }) => name)
}

it(
  `kill -9 ${String(KILLS)} times at random in uploads, downloads, renames and large files: both sides equal, nothing lost, nothing left behind`,
  async () => {
    const random = new SeededRandom(SEED)
    // One address for all of it: a journal belongs to one.
    const gate = await openGate(files.url, 60 * MEBIBYTE)
    const killed = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]))
    for (let round = 0; round < KILLS; round += 1) {
      const kind = KINDS[round % KINDS.length] ?? 'up'
      const where = `seed ${String(SEED)}, round ${String(round)}: ${kind}`
      const before = new Set(Object.values({ ...here.hashes(), ...there.hashes() }))
      const work = await prepare(gate, kind, `r${String(round)}`)
      const written = new Set([...before, ...Object.values(here.hashes()), ...Object.values(there.hashes())])
      const byReceived = kind === 'down' || (kind !== 'up' && kind !== 'big' && random.unit() < 0.5)
      if (await killAt(gate, work, random.unit(), byReceived)) killed.set(kind, (killed.get(kind) ?? 0) + 1)
      expect(await here.spawnCli(gate.url).ended, where).toBe(0)
      await there.sync()
      await here.sync(gate.url)
      const end = here.hashes()
      expect(there.hashes(), where).toEqual(end)
      const kept = new Set(Object.values(end))
      expect(
        [...written].filter((hash) => !kept.has(hash)),
        where
      ).toEqual([])
      expect(
        Object.keys(end).filter((path) => path.includes('conflict')),
        where
      ).toEqual([])
      expect(leftovers(), where).toEqual([])
      expect(
        readdirSync(here.base).filter((name) => name.includes('damaged')),
        where
      ).toEqual([])
      // Each round begins with little: what counts is what is under way.
      for (const name of readdirSync(here.root))
        if (!name.startsWith('.')) rmSync(join(here.root, name), { recursive: true, force: true })
      await here.sync(gate.url)
      await there.sync()
      expect(there.hashes(), where).toEqual({})
    }
    await gate.close()
    process.stdout.write(`kills: seed ${String(SEED)}, while at it: ${JSON.stringify(Object.fromEntries(killed))}\n`)
  },
  60_000 + KILLS * 20_000
)
