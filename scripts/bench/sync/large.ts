import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { z } from 'zod'

import type { Usage } from '../measure'
import type { ContenderName } from '../rows'
import { floor, ours, type Contender, type Place } from './contenders'
import { checkRemote, copyRemote } from './remote'
import type { Site } from './site'
import { countFiles, makeTree, treeOf } from './tree'

interface Large {
  readonly work: string
  readonly site: Site
  readonly cli: string
  readonly peer: Contender
}

const startCount = 1_000
const counts = [10_000, 100_000]
/** The official client is run up to here. */
const peerCount = 10_000

/**
 * Growth: nothing to do in large trees. The trees are filled by copying on the server, the clients fetch them once
 * (not measured here) and then find nothing to do.
 */
export async function largeTrees(
  { work, site, cli, peer }: Large,
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
  for (const who of ['ours', 'peer', 'floor'] as const) {
    await makeTree(place(who).folder, startCount)
    await sendIntoOneFolder(place(who))
  }
  for (const count of counts) {
    const contenders: [ContenderName, Contender][] = [['ours', ours(cli)]]
    if (count <= peerCount) contenders.push(['peer', peer])
    contenders.push(['floor', floor])
    const name = `${count.toLocaleString('en')} files, no change`
    for (const [who, run] of contenders) {
      const account = `${who}-large`
      for (let at = startCount * (count === counts[0] ? 1 : 10); at < count; at += startCount)
        await copyRemote(site, account, 'del-0', `del-${at / startCount}`)
      await checkRemote(site, account, count)
      if (who === 'floor') continue
      await run(place(who), { kind: 'nothing' })
      await run(place(who), { kind: 'nothing' })
      const found = await countFiles(place(who).folder)
      if (found !== count) throw new Error(`${who} has ${found} files instead of ${count}`)
    }
    for (let at = 0; at < runs; at += 1)
      for (const [who, run] of contenders) note(who, name, await run(place(who), { kind: 'nothing' }))
    const watching = await peakWhileWatching(cli, place('ours'))
    note('ours', `${count.toLocaleString('en')} files, watched`, watching)
  }
}

/** Puts the tree below one folder, so that the folder can be copied. The local one goes: it comes back by sync. */
async function sendIntoOneFolder(place: Place): Promise<void> {
  const { folders, files } = treeOf(startCount)
  const below = { ...place, folder: `${place.folder}-sent` }
  await mkdir(below.folder, { recursive: true })
  await makeTree(join(below.folder, 'del-0'), startCount)
  await floor(below, { kind: 'up', folders: ['del-0'], files: [] })
  await floor(below, {
    kind: 'up',
    folders: folders.map((name) => `del-0/${name}`),
    files: files.map((name) => `del-0/${name}`)
  })
  await rm(below.folder, { recursive: true })
  await rm(place.folder, { recursive: true })
  await mkdir(place.folder)
}

/** Seconds until a watching client has nothing left to do, and the peak of its memory until then. */
async function peakWhileWatching(cli: string, { work, url, account, password, folder }: Place): Promise<Usage> {
  const secret = join(work, 'secret')
  await writeFile(secret, password, { mode: 0o600 })
  const args = ['--user', account, '--password-file', secret, '--journal', `${folder}.journal`, '--watch', '--json']
  const startedMs = performance.now()
  const child = spawn(process.execPath, [cli, ...args, folder, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  try {
    for await (const line of createInterface(child.stdout)) if (isIdle(line)) break
    const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8')
    const stat = await readFile(`/proc/${child.pid ?? 0}/stat`, 'utf8')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const peakKib = Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? Number.NaN)
    return {
      s: (performance.now() - startedMs) / 1000,
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

/** A status line that says that everything was looked at and nothing is left to do. */
const isIdle = (line: string): boolean => idle.safeParse(JSON.parse(line)).success
