import { execFileSync } from 'node:child_process'
import { chown, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Debian's `nobody`.
const nobody = 65_534
const isRoot = process.getuid?.() === 0

/** Somebody without any rights, with a home of their own. */
export interface OrdinaryUser {
  readonly id: number
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  /** What stands before a command so that it runs as this user. */
  readonly prefix: readonly string[]
  readonly remove: () => Promise<void>
}

/** The user who runs the tests, or, when that is root, `nobody`. */
export async function ordinaryUser(): Promise<OrdinaryUser> {
  const home = await mkdtemp(join(tmpdir(), 'samverk-ordinary-'))
  const id = isRoot ? nobody : (process.getuid?.() ?? 0)
  const { PATH = '', DISPLAY = '', XAUTHORITY } = process.env
  const authority = join(home, '.Xauthority')
  if (XAUTHORITY !== undefined) await copyFile(XAUTHORITY, authority)
  if (isRoot) for (const path of [home, ...(XAUTHORITY === undefined ? [] : [authority])]) await chown(path, id, id)
  return {
    id,
    home,
    env: {
      PATH,
      DISPLAY,
      ...(XAUTHORITY !== undefined && { XAUTHORITY: authority }),
      HOME: home,
      XDG_RUNTIME_DIR: home,
      LANG: 'C.UTF-8',
      LANGUAGE: 'sv',
      // There is a session of the desktop, and nobody answers on its bus.
      DBUS_SESSION_BUS_ADDRESS: 'disabled:'
    },
    prefix: prefixOf(id),
    // The profile may still be written to for a moment after exit.
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

/** Whether the kernel lets such a user make the namespaces that Chromium's sandbox is built of. */
export function mayMakeNamespaces(): boolean {
  try {
    execFileSync('env', [...prefixOf(nobody), 'unshare', '--user', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const prefixOf = (id: number): readonly string[] =>
  isRoot ? ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups', '--'] : []
