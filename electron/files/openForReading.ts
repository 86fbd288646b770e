import { app, shell } from 'electron'
import { rmSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Copies lie in one place of their own, the person's alone: those that a crash left are found there. */
const placeOfCopies = () => join(app.getPath('userData'), 'opened')

/**
 * Opens a copy of a file with its program: it can be read and not changed, and goes with `dropCopies`. False when no
 * program opens it.
 */
export const openForReading = (file: string): Promise<boolean> =>
  openCopy(basename(file), (copy) => copyFile(file, copy))

/** The same of what `write` puts at a path that it is given. What it throws is thrown, and nothing is left then. */
export async function openCopy(name: string, write: (path: string) => Promise<void>): Promise<boolean> {
  await mkdir(placeOfCopies(), { recursive: true, mode: 0o700 })
  const place = await mkdtemp(join(placeOfCopies(), 'copy-'))
  const copy = join(place, name)
  try {
    await write(copy)
  } catch (error) {
    await rm(place, { recursive: true, force: true })
    throw error
  }
  await chmod(copy, 0o400)
  return (await shell.openPath(copy)) === ''
}

/** Removes all copies: when the app begins or ends, and when the account leaves the computer. */
export function dropCopies(): void {
  try {
    rmSync(placeOfCopies(), { recursive: true, force: true })
  } catch (error) {
    // On Windows a program holds what it has open. It goes the next time.
    console.error('files: copies that were opened', error)
  }
}
