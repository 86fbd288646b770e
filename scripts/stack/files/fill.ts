import type { FilesServer } from './context'

interface Filling {
  readonly person: string
  /** In the person's root. */
  readonly folder: string
  readonly count: number
}

/** Copies the first file of a folder, as `00001 name` and on, for tests of folders that are large. */
export function fillFolder({ tree, blobs }: FilesServer, { person, folder, count }: Filling): void {
  const parent = tree.child(tree.home(person).id, folder)
  const like = parent && tree.children(parent.id).find(({ kind }) => kind === 'file')
  if (!parent || !like || like.blob === null) throw new Error(`There is no file in ${folder}`)
  const { blob, name, size, mtime, checksum } = like
  tree.atomically(() => {
    for (let number = 1; number <= count; number++) {
      const content = { blob: blobs.duplicate(blob), size, mtime: mtime - number * 60, checksum }
      tree.putFile(parent, `${String(number).padStart(5, '0')} ${name}`, content)
    }
  })
}
