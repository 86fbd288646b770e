import { readFileSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { resolve } from 'node:path'

import { format, resolveConfig } from 'prettier'
import { z } from 'zod'

import { repositoryRoot } from '../stack/layout'
import { describeMachine } from './machine'
import { readOptions, usage, type Options, type SuiteName } from './options'
import { markdown, textTable } from './report'
import { merge, units, type BenchRow } from './rows'

type Suite = (options: Options, say: (text: string) => void) => Promise<readonly BenchRow[]>

// Loaded one by one: the files' figures need no browser.
const suites: Readonly<Record<SuiteName, () => Promise<Suite>>> = {
  start: async () => (await import('./start/suite')).benchStart,
  sync: async () => (await import('./sync/suite')).benchSync
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === undefined) {
    console.error(usage)
    return 2
  }
  // Others may work on this machine; all contenders inherit it alike.
  setPriority(5)
  const begunMs = Date.now()
  const say = (text: string): void =>
    console.error(`${((Date.now() - begunMs) / 1000).toFixed(0).padStart(5)} s  ${text}`)
  const rows: BenchRow[] = []
  for (const name of options.suites) rows.push(...(await (await suites[name]())(options, say)))
  console.log(textTable(rows))
  if (options.json !== undefined) writeFileSync(resolve(options.json), `${JSON.stringify(rows, null, 2)}\n`)
  if (options.doc === 'write') await writeDoc(merge([...rows, ...options.from.flatMap(readRows)]))
  return 0
}

const figure = z.number().nullable()
const rowList = z.array(
  z.object({
    suite: z.string(),
    case: z.string(),
    unit: z.enum(units),
    ours: figure,
    peer: figure,
    floor: figure,
    runs: z.number()
  })
)

const readRows = (file: string): readonly BenchRow[] => rowList.parse(JSON.parse(readFileSync(resolve(file), 'utf8')))

async function writeDoc(rows: readonly BenchRow[]): Promise<void> {
  const file = resolve(repositoryRoot, 'docs/benchmarks.md')
  const config = await resolveConfig(file)
  writeFileSync(file, await format(markdown(rows, await describeMachine()), { ...config, parser: 'markdown' }))
}

process.exitCode = await main(process.argv.slice(2))
