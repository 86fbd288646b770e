import { readdirSync, readFileSync } from 'node:fs'

/** The processes below one, itself included, from pairs of process and parent. */
export function familyOf(root: number, parents: ReadonlyMap<number, number>): readonly number[] {
  const children = new Map<number, number[]>()
  for (const [pid, parent] of parents) children.set(parent, [...(children.get(parent) ?? []), pid])
  const family = [root]
  for (const pid of family) family.push(...(children.get(pid) ?? []))
  return family
}

/** Sum of the proportional set sizes of a process and all below it, MB. Processes that end meanwhile count nothing. */
export function pssMb(root: number): number {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)] as const))
  const kib = familyOf(root, parents).map((pid) =>
    Number(/^Pss:\s+(\d+)/mu.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
  )
  return (kib.reduce((sum, one) => sum + one, 0) * 1024) / 1e6
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  // proc(5): the command in brackets may itself hold spaces and brackets, so count from the last one.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}
