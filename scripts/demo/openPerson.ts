import { fork, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { readProgress } from '../seed/progress'
import { layout, repositoryRoot } from '../stack/layout'
import type { Person } from '../stack/people'
import { findServer, recordProcess } from '../stack/process'
import type { KeeperWord } from './keeper'
import { endLeftovers, keeperName } from './leftovers'

export type Opening = {
  readonly person: Person
  /** Where everything of the person lies. */
  readonly home: string
  /** Directory of the running servers. */
  readonly stackDir: string
  readonly say: (text: string) => void
}

/**
 * Opens the person's app beside a keeper that outlives the caller: the first time by typing into the visible sign-in,
 * later with the stored session. Resolves when the app is there; does nothing when it runs already.
 */
export async function openPerson({ person, home, stackDir, say }: Opening): Promise<'opened' | 'was open'> {
  if (findServer(layout(home), keeperName)?.running === true) return 'was open'
  await endLeftovers(home)
  const agency = String(readProgress(stackDir)?.seededMs ?? 0)
  const way = isSignedIn(home, agency, say) ? [] : ['--sign-in']
  const keeper = startKeeper(home, [person.id, home, stackDir, agency, ...way])
  await untilReady(keeper, home, say)
  keeper.unref()
  return 'opened'
}

/** Whether the person signed in at this very agency; what was kept of another one is put aside. */
function isSignedIn(home: string, agency: string, say: (text: string) => void): boolean {
  const mark = join(home, 'signed-in')
  if (!existsSync(mark)) return false
  const known = readFileSync(mark, 'utf8').trim()
  if (known === agency) return true
  const aside = `${home}.before-${agency}`
  renameSync(home, aside)
  say(`The servers are new: what ${home} held is now in ${aside}`)
  return false
}

function startKeeper(home: string, args: readonly string[]): ChildProcess {
  const paths = layout(home)
  mkdirSync(paths.logs, { recursive: true, mode: 0o700 })
  const log = openSync(join(paths.logs, 'app.log'), 'a', 0o600)
  const keeper = fork(resolve(import.meta.dirname, 'keeper.ts'), [...args], {
    cwd: repositoryRoot,
    detached: true,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', log, log, 'ipc']
  })
  closeSync(log)
  if (keeper.pid === undefined) throw new Error('The app cannot be started')
  recordProcess(paths, keeperName, keeper.pid)
  return keeper
}

/** Passes on what the keeper says until the app is there. */
function untilReady(keeper: ChildProcess, home: string, say: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (text: string): void => reject(new Error(`${text}. See ${join(home, 'logs/app.log')}`))
    keeper.on('exit', () => failed('The app could not be started'))
    keeper.on('message', (word: KeeperWord) => {
      if (word.kind === 'step') say(word.text)
      if (word.kind === 'picture') {
        say(`There is no display here: a picture of the app is in ${word.file}`)
        say('To see the app itself, run this in a desktop session, or over `ssh -X`')
      }
      if (word.kind === 'failed') failed(word.text)
      if (word.kind === 'ready') resolve()
    })
  })
}
