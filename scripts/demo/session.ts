import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { startDesktop } from '../desktop/desktop'
import type { Running } from '../desktop/sessionBus'
import { startDisplay } from './display'

const run = promisify(execFile)

export interface PersonSession extends Running {
  readonly env: Readonly<Record<string, string>>
  /** The unseen screen's file, when there is no display to show the app on. */
  readonly screen: string | undefined
}

const kept = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'LANG', 'XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP']

export const hasDisplay = (env: NodeJS.ProcessEnv): boolean =>
  (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''

/** The desktop's own bus when it offers a Secret Service that can be used, else undefined. */
async function desktopBus(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const address = env['DBUS_SESSION_BUS_ADDRESS']
  if (address === undefined || address === '' || !hasDisplay(env)) return undefined
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const names = await Promise.all(
    ['ListNames', 'ListActivatableNames'].map((question) =>
      run('dbus-send', [...ask, `org.freedesktop.DBus.${question}`], { timeout: 5_000 }).then(
        ({ stdout }) => stdout,
        () => ''
      )
    )
  )
  return names.join('').includes('org.freedesktop.secrets') ? address : undefined
}

/**
 * What the person's app runs in: the desktop that is there, or what it lacks of screen, bus and keyring. All that the
 * app writes lies under `home`.
 */
export async function startPersonSession(home: string, env: NodeJS.ProcessEnv): Promise<PersonSession> {
  const bus = await desktopBus(env)
  const display = hasDisplay(env) ? undefined : await startDisplay(join(home, '.screen'))
  const inherited = Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
  const authority = join(homedir(), '.Xauthority')
  const base: Record<string, string> = {
    ...(existsSync(authority) ? { XAUTHORITY: authority } : {}),
    ...inherited,
    ...absoluteWayland(env),
    ...display?.env,
    LANG: 'C.UTF-8',
    LANGUAGE: 'sv'
  }
  if (bus !== undefined) {
    const own = {
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local', 'share'),
      XDG_CACHE_HOME: join(home, '.cache'),
      DBUS_SESSION_BUS_ADDRESS: bus,
      ...(env['XDG_RUNTIME_DIR'] === undefined ? {} : { XDG_RUNTIME_DIR: env['XDG_RUNTIME_DIR'] })
    }
    return {
      env: { ...base, ...own },
      screen: display?.screen,
      pids: display?.pids ?? [],
      stop: async () => display?.stop()
    }
  }
  const desktop = await startDesktop({ home })
  return {
    env: { ...base, ...desktop.env },
    screen: display?.screen,
    pids: [...desktop.pids, ...(display?.pids ?? [])],
    stop: async () => {
      await desktop.stop()
      await display?.stop()
    }
  }
}

/** The private session has another runtime directory than the compositor's socket lies in. */
function absoluteWayland(env: NodeJS.ProcessEnv): Record<string, string> {
  const { WAYLAND_DISPLAY: name, XDG_RUNTIME_DIR: directory } = env
  return name === undefined || name === '' || name.startsWith('/') || directory === undefined
    ? {}
    : { WAYLAND_DISPLAY: join(directory, name) }
}
