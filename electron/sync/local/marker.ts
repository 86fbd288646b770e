import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PRIVATE_FOLDER } from '../core/names'
import { SyncError } from '../errors'
import { diskError } from './diskErrors'
import { syncFolder } from './durable'
import type { RootState } from '../ports'

const MARKER = 'root-id'
const ID = /^[0-9a-f]{16,64}$/u

/** A file in the root that says whose root it is: without it an unmounted disk would look like "all deleted". */
async function readMarker(root: string): Promise<string | undefined> {
  try {
    const text = (await readFile(join(root, PRIVATE_FOLDER, MARKER), 'utf8')).trim()
    return ID.test(text) ? text : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw diskError(error)
  }
}

/** A root inside another would be synced twice, each run against the other (case 75). */
async function refuseNested(root: string): Promise<void> {
  for (let above = dirname(root); ; above = dirname(above)) {
    if ((await readMarker(above)) !== undefined)
      throw new SyncError('rootForeign', 'the folder lies in another sync root')
    if (above === dirname(above)) return
  }
}

export async function claimRoot(root: string, newId: string): Promise<string> {
  const found = await readMarker(root)
  if (found !== undefined) return found
  await refuseNested(root)
  try {
    const folder = join(root, PRIVATE_FOLDER)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, MARKER), `${newId}\n`, { mode: 0o600, flush: true })
    await syncFolder(folder)
    return newId
  } catch (error) {
    throw diskError(error)
  }
}

export async function checkRoot(root: string, rootId: string): Promise<RootState> {
  const found = await readMarker(root)
  if (found === undefined) return 'missing'
  return found === rootId ? 'ready' : 'foreign'
}
