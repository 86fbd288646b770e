import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { end } from '../desktop/sessionBus'
import { electronDirectory } from '../runtime/electron.mjs'
import { readRecoveryCodes } from '../seed/progress'
import { layout, repositoryRoot } from '../stack/layout'
import { addressOf } from '../stack/people'
import { endLeftovers, recordApp, recordSession } from './leftovers'
import { findPerson } from './person'
import { savePicture } from './picture'
import { startPersonSession, type PersonSession } from './session'
import { typeSignIn } from './signIn'

// Runs beside one person's app for as long as it runs: holds the screen, bus and keyring that the desktop lacks.

export type KeeperWord =
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'picture'; readonly file: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly text: string }

const pictureAfterStartMs = 12_000

const tell = (word: KeeperWord): void => {
  if (process.connected) process.send?.(word)
}

async function startApp(session: PersonSession, stackDir: string, more: readonly string[]): Promise<ChildProcess> {
  const directory = await electronDirectory({ forTests: false })
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const unseen = session.screen === undefined ? [] : ['--disable-gpu']
  const args = [repositoryRoot, ...asRoot, ...unseen, '--password-store=gnome-libsecret', ...more]
  return spawn(join(directory, 'electron'), args, {
    cwd: repositoryRoot,
    env: { ...session.env, SAMVERK_DEVELOPMENT: join(stackDir, 'development.json') },
    stdio: ['ignore', 'inherit', more.length === 0 ? 'inherit' : 'pipe']
  })
}

/** The address that Chromium says it listens on. */
async function debuggingAddress(app: ChildProcess): Promise<string> {
  if (app.stderr === null) throw new Error('The app says nothing')
  for await (const line of createInterface(app.stderr)) {
    const address = /^DevTools listening on (ws:\S+)/u.exec(line)?.[1]
    if (address === undefined) continue
    // Nobody reads the rest; it must not fill the pipe.
    app.stderr.resume()
    return address
  }
  throw new Error('The app ended at once')
}

async function keep(id: string, home: string, stackDir: string): Promise<void> {
  const person = findPerson(id)
  if (person === undefined) throw new Error(`Nobody is called ${id}`)
  const isFirst = process.argv.includes('--sign-in')
  const paths = layout(home)
  const session = await startPersonSession(home, process.env)
  recordSession(paths, session.pids)
  let app: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    if (app !== undefined) await end(app)
    await session.stop()
    // All of them have ended: only what was written down is left.
    await endLeftovers(home)
  }
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)))
  try {
    if (isFirst) {
      tell({ kind: 'step', text: `Signing in as ${person.name}` })
      // Only now, and on loopback: the port through which the sign-in is typed is gone when the person takes over.
      app = await startApp(session, stackDir, ['--remote-debugging-port=0'])
      recordApp(paths, app.pid)
      const recoveryCode = readRecoveryCodes(stackDir)[person.id]
      await typeSignIn(await debuggingAddress(app), {
        address: addressOf(person),
        password: person.password,
        recoveryCode
      })
      await end(app)
      writeFileSync(join(home, 'signed-in'), `${process.argv[5] ?? ''}\n`)
    }
    tell({ kind: 'step', text: 'Starting the app' })
    app = await startApp(session, stackDir, [])
    recordApp(paths, app.pid)
    const gone = once(app, 'exit')
    if (session.screen !== undefined) {
      const file = join(home, 'samverk.png')
      await Promise.race([savePicture(session.screen, file, pictureAfterStartMs), gone])
      tell({ kind: 'picture', file })
    }
    tell(app.exitCode === null ? { kind: 'ready' } : { kind: 'failed', text: 'The app ended at once' })
    if (process.connected) process.disconnect()
    await gone
  } finally {
    await stop()
  }
}

const [, , id = '', home = '', stackDir = ''] = process.argv
try {
  await keep(id, home, stackDir)
  process.exit(0)
} catch (error) {
  tell({ kind: 'failed', text: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}
