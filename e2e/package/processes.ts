import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessState {
  readonly commandLine: string
  readonly userId: number
  /** 2: a filter of system calls is on (proc(5)). */
  readonly seccomp: number
  readonly noNewPrivileges: boolean
}

/** The process and all that descend from it. */
export function familyOf(pid: number): readonly ProcessState[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const status = statusOf(Number(name))
        return status ? [[Number(name), Number(status['PPid'])] as const] : []
      })
  )
  const belongs = (one: number | undefined): boolean =>
    one === pid || (one !== undefined && one > 1 && belongs(parents.get(one)))
  return [...parents.keys()].filter(belongs).flatMap((one) => {
    const status = statusOf(one)
    if (!status) return []
    return [
      {
        commandLine: readFileSync(`/proc/${one}/cmdline`, 'utf8').replaceAll('\0', ' '),
        userId: Number(status['Uid']?.split('\t')[0]),
        seccomp: Number(status['Seccomp']),
        noNewPrivileges: status['NoNewPrivs'] === '1'
      }
    ]
  })
}

/** The fields of a process; undefined when it has ended. */
function statusOf(pid: number): Readonly<Record<string, string>> | undefined {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
    return Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', line.replace(/^[^:]*:\s*/, '')]))
  } catch {
    return undefined
  }
}
