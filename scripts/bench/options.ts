import { parseArgs } from 'node:util'

export const suiteNames = ['start', 'sync'] as const
export type SuiteName = (typeof suiteNames)[number]

export interface Options {
  readonly suites: readonly SuiteName[]
  readonly runs: number
  /** Also with 20 ms added to each round trip. */
  readonly latency: 'none' | 'also'
  /** Also trees of 10,000 and 100,000 files. */
  readonly large: 'none' | 'also'
  readonly json: string | undefined
  /** Files with rows of earlier runs that the document shall hold too. */
  readonly from: readonly string[]
  readonly doc: 'keep' | 'write'
}

export const usage = `npm run bench -- [start|sync ...] [--runs N] [--latency] [--large] [--json FILE] [--doc] [--from FILE ...]

  --runs N     how often each contender runs, 5 unless said
  --latency    sync: also with 20 ms added to each round trip
  --large      sync: also 10,000 and 100,000 files without a change (many minutes)
  --json FILE  rows {suite, case, unit, ours, peer, floor, runs}
  --doc        writes docs/benchmarks.md
  --from FILE  rows that were measured before, for --doc; with none as the suite nothing is measured now`

const isSuite = (name: string): name is SuiteName => suiteNames.some((one) => one === name)

const isSuiteOrNone = (name: string): boolean => name === 'none' || isSuite(name)

/** The wish of a command line, or undefined when it cannot be understood. No suite named = all. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: {
      runs: { type: 'string' },
      latency: { type: 'boolean' },
      large: { type: 'boolean' },
      json: { type: 'string' },
      doc: { type: 'boolean' },
      from: { type: 'string', multiple: true }
    }
  })
  const known = ['runs', 'latency', 'large', 'json', 'doc', 'from']
  if (Object.keys(values).some((name) => !known.includes(name)) || !positionals.every(isSuiteOrNone)) return undefined
  const { runs = '5', latency, large, json, doc, from = [] } = values
  if (typeof runs !== 'string' || !/^[1-9]\d{0,2}$/u.test(runs) || typeof json === 'boolean') return undefined
  return {
    suites: positionals.length === 0 ? suiteNames : positionals.filter(isSuite),
    runs: Number(runs),
    latency: latency === true ? 'also' : 'none',
    large: large === true ? 'also' : 'none',
    json,
    from: (Array.isArray(from) ? from : [from]).filter((file) => typeof file === 'string'),
    doc: doc === true ? 'write' : 'keep'
  }
}
