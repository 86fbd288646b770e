import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Names that differ in capitals or in how they are written alone: not on every colleague's computer at once. */
export const foldName = (name: string): string => name.normalize('NFC').toLowerCase()

/** The place of a name that is not taken in a folder: one that is gets a number. */
export async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set((await readdir(folder)).map(foldName))
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} (${number})${extension}`
    if (!taken.has(foldName(candidate))) return join(folder, candidate)
  }
}
