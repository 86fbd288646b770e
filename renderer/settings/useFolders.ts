import { useCallback, useEffect, useState } from 'react'
import type { SyncFolder } from '../../shared/model/sync'
import { invoke } from '../bridge'
import { nameRanks, prepareNameRanks } from '../files/names'

interface Folders {
  /** What has been read of the folders, by path. */
  readonly within: ReadonlyMap<string, readonly SyncFolder[]>
  readonly open: ReadonlySet<string>
  /** The folder that could not be read last. */
  readonly failed: string | undefined
  readonly setOpen: (path: string, isOpen: boolean) => void
  /** Reads once more what could not be read. */
  readonly retry: () => void
}

/** The folders of the server below one, read when they are opened. */
export function useFolders(root: string): Folders {
  const [within, setWithin] = useState<Folders['within']>(new Map())
  const [open, setOpened] = useState<Folders['open']>(new Set([root]))
  const [failed, setFailed] = useState<string>()
  const read = useCallback((path: string) => {
    setFailed(undefined)
    readSorted(path).then(
      (folders) => setWithin((before) => new Map(before).set(path, folders)),
      (error: unknown) => {
        console.warn('sync', error)
        setFailed(path)
      }
    )
  }, [])
  useEffect(() => read(root), [read, root])
  return {
    within,
    open,
    failed,
    setOpen: (path, isOpen) => {
      const next = new Set(open)
      if (isOpen) next.add(path)
      else next.delete(path)
      setOpened(next)
      if (isOpen && !within.has(path)) read(path)
    },
    retry: () => {
      if (failed !== undefined) read(failed)
    }
  }
}

async function readSorted(path: string): Promise<readonly SyncFolder[]> {
  const folders = await invoke('sync.folders', path)
  const names = folders.map(({ name }) => name)
  await prepareNameRanks(names)
  const ranks = nameRanks(names)
  return folders.toSorted((a, b) => (ranks.get(a.name) ?? 0) - (ranks.get(b.name) ?? 0))
}
