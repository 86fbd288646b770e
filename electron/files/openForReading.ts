import { app, shell } from 'electron'
import { rmSync } from 'node:fs'
import { chmod, copyFile, mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * Opens a copy of a file with its program: it can be read and not changed, and is gone when the app ends. False when no
 * program opens it.
 */
export const openForReading = (file: string): Promise<boolean> =>
  openCopy(basename(file), (copy) => copyFile(file, copy))

/** The same of what `write` puts at a path that it is given. What it throws is thrown, and nothing is left then. */
export async function openCopy(name: string, write: (path: string) => Promise<void>): Promise<boolean> {
  const place = await mkdtemp(join(app.getPath('temp'), 'samverk-'))
  const drop = () => rmSync(place, { recursive: true, force: true })
  app.once('will-quit', drop)
  const copy = join(place, name)
  try {
    await write(copy)
  } catch (error) {
    app.off('will-quit', drop)
    drop()
    throw error
  }
  await chmod(copy, 0o400)
  return (await shell.openPath(copy)) === ''
}
