import { fork, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { readProgress, readRecoveryCodes } from '../seed/progress'
import { seed } from '../seed/seed'
import { writeJson } from '../stack/json'
import { demoStackDir, layout, repositoryRoot } from '../stack/layout'
import { addressOf, people, type Person } from '../stack/people'
import { startOf } from '../stack/process'
import { up } from '../stack/stack'
import { buildApp } from './build'
import type { KeeperWord } from './keeper'
import { homeOf, isRunning, keeperName } from './people'
import { findPerson } from './person'

const stackDir = demoStackDir
const begunMs = Date.now()

const say = (text: string): void => {
  console.log(`${((Date.now() - begunMs) / 1000).toFixed(1).padStart(5)} s  ${text}`)
}

function wanted(args: readonly string[]): Person {
  const [flag, name] = args
  if (flag === undefined) return findPerson('sara.lindmark') ?? fail('The agency is empty')
  const found = flag === '--as' && name !== undefined && args.length === 2 ? findPerson(name) : undefined
  return found ?? fail(`./scripts/start [--as NAME], where NAME is one of: ${people.map(({ id }) => id).join(', ')}`)
}

function fail(text: string): never {
  console.error(text)
  process.exit(2)
}

/** Whether the person signed in at this very agency; what was kept of another one is put aside. */
function isSignedIn(home: string, agency: string): boolean {
  const mark = join(home, 'signed-in')
  if (!existsSync(mark)) return false
  if (readFileSync(mark, 'utf8').trim() === agency) return true
  const aside = `${home}.before-${agency}`
  renameSync(home, aside)
  say(`The servers are new: what ${home} held is now in ${aside}`)
  return false
}

function startKeeper(person: Person, home: string, agency: string, signIn: boolean): ChildProcess {
  const paths = layout(home)
  mkdirSync(paths.logs, { recursive: true, mode: 0o700 })
  const log = openSync(join(paths.logs, 'app.log'), 'a', 0o600)
  const args = [person.id, home, stackDir, agency, ...(signIn ? ['--sign-in'] : [])]
  const keeper = fork(resolve(import.meta.dirname, 'keeper.ts'), args, {
    cwd: repositoryRoot,
    detached: true,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', log, log, 'ipc']
  })
  closeSync(log)
  if (keeper.pid === undefined) throw new Error('The app cannot be started')
  writeJson(join(paths.run, `${keeperName}.json`), {
    pid: keeper.pid,
    started: startOf(keeper.pid) ?? '',
    fingerprint: ''
  })
  return keeper
}

/** Passes on what the keeper says until the app is there. */
function untilReady(keeper: ChildProcess, home: string): Promise<void> {
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

async function main(): Promise<void> {
  const person = wanted(process.argv.slice(2))
  const home = homeOf(person.id)
  // A build takes the files away under the apps that run.
  if (!people.some(({ id }) => isRunning(id))) buildApp(say)
  const info = await up({ dir: stackDir, onStep: say })
  say('The servers answer')
  await seed(info, { onStep: say })
  say(`${person.name}, ${person.title}: ${addressOf(person)}`)
  say(`Password: ${person.password}`)
  say(`Recovery code: ${readRecoveryCodes(stackDir)[person.id] ?? 'none'}`)
  if (isRunning(person.id)) {
    say(`${person.name}'s app runs already`)
    return
  }
  const agency = String(readProgress(stackDir)?.seededMs ?? 0)
  const signedIn = isSignedIn(home, agency)
  const keeper = startKeeper(person, home, agency, !signedIn)
  await untilReady(keeper, home)
  keeper.unref()
  say(`The app runs. Everything of ${person.name} lies in ${home}; npm run stack -- down ends it all`)
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
