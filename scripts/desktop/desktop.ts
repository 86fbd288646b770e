import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startKeyring } from './keyring'
import { startSessionBus, type Running } from './sessionBus'

export interface Desktop extends Running {
  /** What a program of this person's desktop is started with. Nothing of the real home is in it. */
  readonly env: Readonly<Record<string, string>>
  readonly busAddress: string
}

interface DesktopOptions {
  readonly home: string
  readonly keyring?: 'unlocked' | 'locked' | 'none'
}

/** A person's private desktop session under `home`: session bus, keyring, and the folders of the XDG specification. */
export async function startDesktop({ home, keyring = 'unlocked' }: DesktopOptions): Promise<Desktop> {
  const runtimeDirectory = join(home, '.run')
  await mkdir(runtimeDirectory, { recursive: true, mode: 0o700 })
  const bus = await startSessionBus(runtimeDirectory)
  const ring =
    keyring === 'none'
      ? undefined
      : await startKeyring({ busAddress: bus.address, home, runtimeDirectory, locked: keyring === 'locked' })
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_RUNTIME_DIR: runtimeDirectory,
    DBUS_SESSION_BUS_ADDRESS: bus.address
  }
  return {
    env,
    busAddress: bus.address,
    pids: [...bus.pids, ...(ring?.pids ?? [])],
    stop: async () => {
      await ring?.stop()
      await bus.stop()
    }
  }
}
