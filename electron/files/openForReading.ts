import { app, shell } from 'electron'
import { rmSync } from 'node:fs'
import { chmod, copyFile, mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * Opens a copy of a file with its program: it can be read and not changed, and is gone when the app ends. False when no
 * program opens it.
 */
export async function openForReading(file: string): Promise<boolean> {
  const place = await mkdtemp(join(app.getPath('temp'), 'samverk-'))
  app.once('will-quit', () => rmSync(place, { recursive: true, force: true }))
  const copy = join(place, basename(file))
  await copyFile(file, copy)
  await chmod(copy, 0o400)
  return (await shell.openPath(copy)) === ''
}
