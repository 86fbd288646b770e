import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Usage } from '../measure'
import type { Options } from '../options'
import { makeScratch } from '../scratch'
import { summarise, type BenchRow, type ContenderName, type Sample } from '../rows'
import { bundleCommandLine } from './bundle'
import { floor, ours, peer, type Contender, type Task } from './contenders'
import { startDelayProxy } from './delayProxy'
import { largeTrees } from './large'
import { checkRemote, removeRemote } from './remote'
import { startSite, type Site } from './site'
import { changeFiles, countFiles, makeBigFile, makeTree, spread, treeOf } from './tree'

const names: readonly ContenderName[] = ['ours', 'peer', 'floor']
const smallCount = 1_000
const changedCount = 20
const bigBytes = 500 * 1_000_000
const addedRoundTripMs = 20

interface Bench {
  readonly work: string
  readonly site: Site
  readonly contenders: Readonly<Record<ContenderName, Contender>>
  readonly note: (who: ContenderName, name: string, used: Usage) => void
}

interface Round {
  readonly url: string
  readonly label: string
  /** Tells accounts and folders of this round from others'. */
  readonly key: string
  readonly order: readonly ContenderName[]
}

/** The sync rows: every contender in turn at each step, with an account and folders of its own in each round. */
export async function benchSync(options: Options, say: (text: string) => void): Promise<readonly BenchRow[]> {
  const scratch = await makeScratch()
  const work = scratch.path
  const keys = Array.from({ length: options.runs }, (_, at) => [`${at}`, `${at}d`]).flat()
  const accounts = names.flatMap((who) => [...keys.map((key) => `${who}${key}`), `${who}-large`])
  const samples: Sample[] = []
  const site = await startSite(join(work, 'server'), accounts)
  const proxy = await startDelayProxy(site.url, addedRoundTripMs)
  try {
    const cli = await bundleCommandLine()
    const bench: Bench = {
      work,
      site,
      contenders: { ours: ours(cli), peer, floor },
      note: (who, name, used) => {
        say(
          `${who.padEnd(6)} ${name}: ${used.s.toFixed(2)} s, cpu ${used['cpu s'].toFixed(2)} s, ${used.MB.toFixed(0)} MB`
        )
        samples.push({ case: name, who, values: used })
      }
    }
    await makeBigFile(join(work, 'big.bin'), bigBytes)
    for (let at = 0; at < options.runs; at += 1) {
      const order: readonly ContenderName[] = at % 2 === 0 ? names : ['peer', 'ours', 'floor']
      await smallAndBig(bench, { url: site.url, label: '', key: String(at), order })
      if (options.latency === 'also')
        await smallAndBig(bench, { url: proxy.url, label: `, ${addedRoundTripMs} ms`, key: `${at}d`, order })
    }
    if (options.large === 'also') await largeTrees({ work, site, cli, peer, say }, options.runs, bench.note)
    return summarise('sync', byLatency(samples))
  } finally {
    await proxy.stop()
    await site.stop()
    scratch.remove()
  }
}

/** Cases without added latency first, each group in the order of its steps. */
const byLatency = (samples: readonly Sample[]): readonly Sample[] => [
  ...samples.filter((sample) => !sample.case.endsWith(' ms')),
  ...samples.filter((sample) => sample.case.endsWith(' ms'))
]

async function smallAndBig(bench: Bench, round: Round): Promise<void> {
  const { work, site, contenders } = bench
  const tree = treeOf(smallCount)
  const folderOf = (who: ContenderName, name: string): string => join(work, `${who}${round.key}-${name}`)
  const step = async (name: string, folder: string, task: Task, before?: (folder: string) => Promise<void>) => {
    for (const who of round.order) {
      const path = folderOf(who, folder)
      await mkdir(path, { recursive: true })
      await before?.(path)
      const place = { work, url: round.url, account: `${who}${round.key}`, password: site.password, folder: path }
      bench.note(who, `${name}${round.label}`, await contenders[who](place, task))
    }
  }
  const inBoth = async (count: number, folder?: string): Promise<void> => {
    for (const who of round.order) {
      await checkRemote(site, `${who}${round.key}`, count)
      const found = folder === undefined ? count : await countFiles(folderOf(who, folder))
      if (found !== count) throw new Error(`${who} has ${found} files instead of ${count}`)
    }
  }
  const files = `${smallCount.toLocaleString('en')} files`
  await step(`${files} of 4 KiB up`, 'up', { kind: 'up', ...tree }, (folder) => makeTree(folder, smallCount))
  await inBoth(smallCount)
  await step(`${files}, first no-change`, 'up', { kind: 'nothing' })
  await step(`${files}, steady no-change`, 'up', { kind: 'nothing' })
  const changed = spread(tree.files, changedCount)
  await step(`${changedCount} changes in ${files}`, 'up', { kind: 'up', folders: [], files: changed }, (folder) =>
    changeFiles(folder, changed, 2)
  )
  await step(`${files} of 4 KiB down`, 'down', { kind: 'down', files: tree.files })
  await inBoth(smallCount, 'down')
  for (const who of round.order) await removeRemote(site, `${who}${round.key}`, tree.folders)
  const big = ['stor.bin']
  await step('500 MB file up', 'big', { kind: 'up', folders: [], files: big }, (folder) =>
    copyFile(join(work, 'big.bin'), join(folder, 'stor.bin'))
  )
  await step('500 MB file down', 'big-down', { kind: 'down', files: big })
  await inBoth(1, 'big-down')
  for (const who of round.order) {
    await removeRemote(site, `${who}${round.key}`, big)
    for (const name of ['up', 'down', 'big', 'big-down'])
      for (const end of ['', '.journal', '.journal-wal', '.journal-shm'])
        await rm(folderOf(who, name) + end, { recursive: true, force: true })
  }
}
