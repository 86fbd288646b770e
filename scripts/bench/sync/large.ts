import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { z } from 'zod'

import type { Usage } from '../measure'
import type { ContenderName } from '../rows'
import { floor, ours, type Contender, type Place } from './contenders'
import { checkRemote, copyRemote, putRemote } from './remote'
import type { Site } from './site'
import { contentOf, countFiles, makeTree, treeOf } from './tree'

interface Large {
  readonly work: string
  readonly site: Site
  readonly cli: string
  readonly peer: Contender
  readonly say: (text: string) => void
}

const startCount = 1_000
const counts = [10_000, 100_000]
/** The official client is run up to here. */
const peerCount = 10_000

/** When all files were changed. */
const mtimeS = 1_700_000_000

/**
 * Growth: nothing to do in large trees. They are made on both sides, with sums and times, so that the clients only have
 * to find that they are equal (not measured) and afterwards have nothing to do.
 */
export async function largeTrees(
  { work, site, cli, peer, say }: Large,
  runs: number,
  note: (who: ContenderName, name: string, used: Usage) => void
): Promise<void> {
  const place = (who: ContenderName): Place => ({
    work,
    url: site.url,
    account: `${who}-large`,
    password: site.password,
    folder: join(work, `${who}-large`)
  })
  for (const who of ['ours', 'peer', 'floor'] as const) await sendFirst(site, `${who}-large`)
  let made = 0
  for (const count of counts) {
    const contenders: [ContenderName, Contender][] = [['ours', ours(cli)]]
    if (count <= peerCount) contenders.push(['peer', peer])
    contenders.push(['floor', floor])
    const name = `${count.toLocaleString('en')} files, no change`
    for (const [who, run] of contenders) {
      const account = `${who}-large`
      for (let number = made; number < count / startCount; number += 1) {
        if (number > 0) await copyRemote(site, account, 'del-0', `del-${number}`)
        if (who !== 'floor') await makeLocal(place(who).folder, number)
      }
      if (who === 'floor') continue
      say(`${who.padEnd(6)} gets to know ${count.toLocaleString('en')} files`)
      await run(place(who), { kind: 'nothing' })
      await run(place(who), { kind: 'nothing' })
      await checkRemote(site, account, count)
      const found = await countFiles(place(who).folder)
      if (found !== count) throw new Error(`${who} has ${found} files instead of ${count}`)
    }
    made = count / startCount
    for (let at = 0; at < runs; at += 1)
      for (const [who, run] of contenders) note(who, name, await run(place(who), { kind: 'nothing' }))
    const watching = await peakWhileWatching(cli, place('ours'))
    note('ours', `${count.toLocaleString('en')} files, watched`, watching)
  }
}

/** The first folder of the account, with sums and times by which a client sees that it has the same. */
async function sendFirst(site: Site, account: string): Promise<void> {
  const { folders, files } = treeOf(startCount)
  for (const name of ['', ...folders]) await putRemote(site, account, 'MKCOL', join('del-0', name))
  const waiting = [...files]
  const putAll = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const content = contentOf(name, 1)
      const sum = createHash('sha1').update(content).digest('hex')
      const headers = { 'X-OC-MTime': String(mtimeS), 'OC-Checksum': `SHA1:${sum}` }
      await putRemote(site, account, 'PUT', `del-0/${name}`, { headers, body: content })
    }
  }
  await Promise.all(Array.from({ length: 6 }, putAll))
}

/** The same folder on disk, with the same times. */
async function makeLocal(folder: string, number: number): Promise<void> {
  const below = join(folder, `del-${number}`)
  await makeTree(below, startCount)
  for (const name of treeOf(startCount).files) await utimes(join(below, name), mtimeS, mtimeS)
}

/** Seconds until a watching client has nothing left to do, and the peak of its memory until it has also sent a change. */
async function peakWhileWatching(cli: string, { work, url, account, password, folder }: Place): Promise<Usage> {
  const secret = join(work, 'secret')
  await writeFile(secret, password, { mode: 0o600 })
  const args = ['--user', account, '--password-file', secret, '--journal', `${folder}.journal`, '--watch', '--json']
  const startedMs = performance.now()
  const child = spawn(process.execPath, [cli, ...args, folder, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    await idleAfter(lines, 0)
    const seconds = (performance.now() - startedMs) / 1000
    const changedMs = Date.now()
    const name = join('del-0', treeOf(startCount).files[0] ?? '')
    await writeFile(join(folder, name), contentOf(name, changedMs))
    await idleAfter(lines, changedMs)
    const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8')
    const stat = await readFile(`/proc/${child.pid ?? 0}/stat`, 'utf8')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const peakKib = Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? Number.NaN)
    return {
      s: seconds,
      'cpu s': (Number(ticks[11]) + Number(ticks[12])) / 100,
      MB: (peakKib * 1024) / 1e6
    }
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}

const idle = z.object({
  type: z.literal('status'),
  phase: z.object({ kind: z.literal('idle'), lastSyncMs: z.number() })
})

/** Reads until a status says that everything was looked at after this time, and nothing is left to do. */
async function idleAfter(lines: AsyncIterator<string>, ms: number): Promise<void> {
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    const status = idle.safeParse(JSON.parse(next.value))
    if (status.success && status.data.phase.lastSyncMs > ms) return
  }
  throw new Error('The watching client ended')
}
