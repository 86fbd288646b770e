import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

import { electronDirectory } from '../runtime/electron.mjs'
import type { Machine } from './report'

const version = (program: string, args: readonly string[], pattern: RegExp): string => {
  const text = execFileSync(program, [...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], QT_QPA_PLATFORM: 'offscreen', ELECTRON_RUN_AS_NODE: '1' }
  })
  return pattern.exec(text)?.[1] ?? 'unknown'
}

/** The machine and the versions of what is compared. */
export async function describeMachine(): Promise<Machine> {
  const electron = await electronDirectory({ forTests: true })
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    versions: {
      Node: process.versions.node,
      Electron: version(join(electron, 'electron'), ['-p', 'process.versions.electron'], /^(\S+)/u),
      nextcloudcmd: version('nextcloudcmd', ['--version'], /version (\d[\d.]*)/u),
      curl: version('curl', ['--version'], /^curl (\S+)/u)
    }
  }
}
