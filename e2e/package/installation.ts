import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A package on this machine: installed into a layer over the system that is thrown away, or only unpacked. */
export interface Installation {
  readonly kind: 'installed' | 'unpacked'
  /** Where the test finds what the package put at `path`. */
  readonly at: (path: string) => string
  /** What stands before a command so that it sees the package at its place. */
  readonly prefix: readonly string[]
  /** Where such a command finds what the package put at `path`. */
  readonly inside: (path: string) => string
  readonly remove: () => Promise<void>
}

/** Installs the package with dpkg where this user may; else takes it apart. */
export async function install(deb: string): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), 'samverk-package-'))
  const clear = () => rm(directory, { recursive: true, force: true })
  // Whoever runs the app must come to it.
  await chmod(directory, 0o755)
  const holder = process.getuid?.() === 0 ? await startLayer(directory) : undefined
  if (!holder) {
    const files = join(directory, 'files')
    execFileSync('dpkg-deb', ['-x', deb, files])
    const at = (path: string) => join(files, path)
    return { kind: 'unpacked', at, inside: at, prefix: [], remove: clear }
  }
  const prefix = ['nsenter', `--target=${holder.pid}`, '--mount', '--root', '--']
  const remove = async () => {
    const gone = once(holder, 'exit')
    holder.stdin?.end()
    await gone
    await clear()
  }
  try {
    // The layer shows the temporary directory, and perhaps not the checkout.
    await copyFile(deb, join(directory, 'samverk.deb'))
    ask([...prefix, 'dpkg', '--install', join(directory, 'samverk.deb')])
  } catch (error) {
    await remove()
    throw error
  }
  return {
    kind: 'installed',
    at: (path) => join(`/proc/${holder.pid}/root`, path),
    inside: (path) => path,
    prefix,
    remove
  }
}

/** What a command says. */
export function ask([program = '', ...args]: readonly string[]): string {
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'inherit'] }).toString()
}

/** The layer's process, which ends with its input; undefined where the machine allows none. */
async function startLayer(directory: string): Promise<ChildProcess | undefined> {
  const layer = join(directory, 'layer')
  await mkdir(layer)
  const holder = spawn('unshare', ['--mount', join(import.meta.dirname, 'overlay.sh'), layer], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  for await (const line of createInterface(holder.stdout)) if (line === 'ready') return holder
  return undefined
}
