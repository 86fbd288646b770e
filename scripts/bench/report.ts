import { goals, reached, type Goal } from './goals'
import type { BenchRow } from './rows'

/** What the figures were measured on; no names or paths of the machine. */
export interface Machine {
  readonly date: string
  readonly cores: number
  readonly memoryGib: number
  readonly versions: Readonly<Record<string, string>>
}

const heads = ['Suite', 'Case', 'Unit', 'Ours', 'Peer', 'Floor', 'Ours/peer', 'Ours/floor', 'Runs'] as const

const digits = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)
const shown = (value: number | null): string => (value === null ? '' : digits(value))
const ratio = (a: number | null, b: number | null): string =>
  a === null || b === null || b === 0 ? '' : (a / b).toFixed(2)

function cells(row: BenchRow): readonly string[] {
  const { ours, peer, floor } = row
  const values = [shown(ours), shown(peer), shown(floor), ratio(ours, peer), ratio(ours, floor)]
  return [row.suite, row.case, row.unit, ...values, String(row.runs)]
}

/** The rows as a table of plain text. */
export function textTable(rows: readonly BenchRow[]): string {
  const lines = [[...heads], ...rows.map(cells)]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  const write = (line: readonly string[]): string =>
    line.map((cell, at) => (at < 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  return lines.map((line) => write(line).trimEnd()).join('\n')
}

/** The rows as docs/benchmarks.md holds them. */
export function markdown(rows: readonly BenchRow[], machine: Machine): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`)
  const suites = [...new Set(rows.map(({ suite }) => suite))]
  return [
    '# Benchmarks',
    '',
    '`npm run bench -- sync|start [--runs N] [--latency] [--large] [--json FILE] [--doc]` measures; `--doc` writes this',
    'file. Figures are medians; what is compared runs in turn, on the same servers, in the same minutes. Lower is better.',
    '',
    `Measured ${machine.date} on ${machine.cores} cores with ${machine.memoryGib} GiB of memory, which servers, clients`,
    `and other work share: ${versions.join(', ')}.`,
    ...suites.flatMap((suite) => section(suite, rows)),
    ...goalSection(rows),
    ''
  ].join('\n')
}

const notes: Readonly<Record<string, readonly string[]>> = {
  sync: [
    'Ours is `samverk-sync`, peer is `nextcloudcmd`, floor is curl moving the same bytes six at a time (for "no change",',
    'one PROPFIND of depth 0). All on the local files server, each with an account of its own. "20 ms" means that much added to',
    "each round trip by a proxy, the connection's own handshake included. MB is the peak of resident memory (what is below 15 MB cannot be told apart)."
  ],
  start: [
    'From the start of the process to the first paint, and to the first room in the list, with a stored session. Floor is',
    'a blank sandboxed window of the same Electron, in turn with it. MB is the sum of the proportional set sizes (PSS) of all processes.'
  ]
}

function section(suite: string, rows: readonly BenchRow[]): readonly string[] {
  const own = rows.filter((row) => row.suite === suite).map((row) => cells(row).slice(1))
  const line = (cellsOfLine: readonly string[]): string => `| ${cellsOfLine.join(' | ')} |`
  const marks = heads.slice(1).map((_, at) => (at < 2 ? '---' : '--:'))
  return ['', `## ${suite}`, '', ...(notes[suite] ?? []), '', line(heads.slice(1)), line(marks), ...own.map(line)]
}

function goalSection(rows: readonly BenchRow[]): readonly string[] {
  const measured = goals.flatMap((goal) => {
    const value = reached(goal, rows)
    return value === undefined ? [] : [{ goal, value }]
  })
  if (measured.length === 0) return []
  const lines = measured.map(({ goal, value }) => {
    const outcome = value <= goal.atMost ? 'met' : 'missed'
    return `| ${goal.case} | ${comparison(goal)} | ${goal.atMost} | ${digits(value)} | ${outcome} |`
  })
  return [
    '',
    '## Goals of sync',
    '',
    '| Case | Measure | At most | Here | |',
    '| --- | --- | --: | --: | --- |',
    ...lines
  ]
}

function comparison({ against, unit }: Goal): string {
  switch (against.kind) {
    case 'value':
      return unit
    case 'case':
      return `times ${against.name}`
    case 'peer':
    case 'floor':
      return `of ${against.kind}, ${unit}`
  }
}
