import { useEffect, useState } from 'react'
import { useApp } from '../app/store'
import { invoke, on } from '../bridge'
import { listFolder } from '../files/listing'
import type { RoomFolder } from '../matrix/contract'

/** Where a room's folder is for this person. */
export type RoomFolderPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  /** On a files server that is not the agency's own. */
  | { readonly kind: 'elsewhere'; readonly host: string; readonly url: string }
  /** Not among one's own files: not shared with this person, or not yet seen. */
  | { readonly kind: 'missing'; readonly url: string }
  | { readonly kind: 'here'; readonly path: string; readonly count: number }

/** The address of one's own files server; undefined where the agency has none. */
export const useFilesServer = (): string | undefined =>
  useApp(({ account }) => (account?.state === 'signedIn' ? account.account.services.files?.baseUrl : undefined))

/** Finds the room's folder among one's own files by its number, and again when files have changed. */
export function useRoomFolder(folder: RoomFolder | null): RoomFolderPlace {
  const own = useFilesServer()
  const [found, setFound] = useState<RoomFolderPlace>({ kind: 'looking' })
  const server = folder?.server
  const fileId = folder?.fileId
  useEffect(() => {
    if (server === undefined || fileId === undefined) return
    let isOver = false
    let isLooking = false
    let isStale = false
    const url = `${server}/index.php/f/${fileId}`
    const look = async () => {
      const path = await invoke('files.find', fileId)
      return path === undefined
        ? ({ kind: 'missing', url } as const)
        : ({ kind: 'here', path, count: (await listFolder(path)).length } as const)
    }
    // One look at a time: what changes meanwhile is looked at once more.
    const run = () => {
      isStale = isLooking
      if (isLooking) return
      isLooking = true
      look()
        .catch((error: unknown) => {
          console.warn('room folder', error)
          return { kind: 'missing', url } as const
        })
        .then((place) => {
          isLooking = false
          if (isOver) return
          setFound((before) => (isSame(before, place) ? before : place))
          if (isStale) run()
        }, console.error)
    }
    if (server === own) run()
    const stop = on('files.changed', () => {
      if (server === own) run()
    })
    return () => {
      isOver = true
      stop()
      setFound({ kind: 'looking' })
    }
  }, [server, fileId, own])
  if (server === undefined || fileId === undefined) return { kind: 'none' }
  if (server !== own) return { kind: 'elsewhere', host: new URL(server).host, url: `${server}/index.php/f/${fileId}` }
  return found
}

const isSame = (a: RoomFolderPlace, b: RoomFolderPlace) => JSON.stringify(a) === JSON.stringify(b)
