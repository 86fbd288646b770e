import { execFile, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { end, pidsOf, type Running } from './sessionBus'

const run = promisify(execFile)
const password = 'demonstration'
const attempts = 100

interface KeyringOptions {
  readonly busAddress: string
  /** Where the keyring's files lie; kept, so that the next start finds the same keys. */
  readonly home: string
  readonly runtimeDirectory: string
  /** A locked keyring stays so: nothing on this bus can ask for its password. */
  readonly locked?: boolean
}

/** GNOME's keyring as the Secret Service on a private bus. */
export async function startKeyring({ busAddress, home, runtimeDirectory, locked }: KeyringOptions): Promise<Running> {
  await mkdir(runtimeDirectory, { recursive: true, mode: 0o700 })
  const env = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: busAddress,
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_RUNTIME_DIR: runtimeDirectory
  }
  const unlock = locked === true ? [] : ['--unlock']
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', ...unlock, '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore']
  })
  daemon.stdin.end(locked === true ? '' : `${password}\n`)
  await untilItAnswers(env)
  return { pids: pidsOf(daemon), stop: () => end(daemon) }
}

async function untilItAnswers(env: NodeJS.ProcessEnv): Promise<void> {
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets']
  for (let attempt = 1; ; attempt++) {
    try {
      await run('dbus-send', [...ask, 'org.freedesktop.DBus.Peer.Ping'], { env })
      return
    } catch (error) {
      if (attempt === attempts) throw new Error('The keyring did not start', { cause: error })
    }
  }
}
