import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

export const sizeBytes = 4096
const filesPerFolder = 20

/** Names of the folders and files of a tree with so many files. */
export function treeOf(count: number): { readonly folders: readonly string[]; readonly files: readonly string[] } {
  const folders = Array.from({ length: Math.ceil(count / filesPerFolder) }, (_, at) => `mapp-${at}`)
  const files = Array.from(
    { length: count },
    (_, at) => `${folders[Math.floor(at / filesPerFolder)] ?? ''}/fil-${at}.txt`
  )
  return { folders, files }
}

/** Every so-and-so-many-th file, spread over the tree. */
export function spread(files: readonly string[], count: number): readonly string[] {
  const step = files.length / count
  return Array.from({ length: count }, (_, at) => files[Math.floor(at * step)] ?? '')
}

/** Content of the right size that no other file has. */
export const contentOf = (name: string, version: number): Buffer => Buffer.alloc(sizeBytes, `${name} ${version} `)

export async function makeTree(folder: string, count: number): Promise<void> {
  const { folders, files } = treeOf(count)
  for (const name of folders) await mkdir(join(folder, name), { recursive: true })
  for (const name of files) await writeFile(join(folder, name), contentOf(name, 1))
}

export async function changeFiles(folder: string, names: readonly string[], version: number): Promise<void> {
  for (const name of names) await writeFile(join(folder, name), contentOf(name, version))
}

/** How many files lie in the folder, those of a client's own book-keeping (hidden, or in a hidden folder) left out. */
export async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const isHidden = (path: string): boolean => path.split('/').some((name) => name.startsWith('.'))
  return entries.filter((entry) => entry.isFile() && !isHidden(relative(folder, join(entry.parentPath, entry.name))))
    .length
}

/** A file of so many bytes that do not repeat within a chunk. */
export async function makeBigFile(path: string, bytes: number): Promise<void> {
  const block = Buffer.alloc(1024 * 1024)
  const file = await open(path, 'w')
  try {
    for (let written = 0, at = 0; written < bytes; at += 1) {
      for (let word = 0; word < block.length; word += 4)
        block.writeUInt32LE(Math.imul(at * 65_537 + word, 2_654_435_761) >>> 0, word)
      const length = Math.min(block.length, bytes - written)
      await file.write(block, 0, length)
      written += length
    }
  } finally {
    await file.close()
  }
}
