import { useCallback, useEffect, useRef, useState } from 'react'
import type { SyncSetup, SyncSetupProblem } from '../../shared/model/syncSetup'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { invoke, on } from '../bridge'
import { folderName } from '../files/folderName'
import { nameOf } from '../files/sort'
import type { Change, Pin } from './keeping'

/** While it syncs, how much is on the computer is asked for no more often. */
const betweenMs = 5_000

/** What was chosen about the sync, kept fresh; undefined while nothing syncs. The function reads it once more. */
export function useSyncSetup(): { readonly setup: SyncSetup | undefined; readonly again: () => void } {
  const [setup, setSetup] = useState<SyncSetup>()
  const asked = useRef({ round: 0, atMs: 0 })
  const again = useCallback(() => {
    const round = asked.current.round + 1
    asked.current = { round, atMs: Date.now() }
    invoke('sync.setup').then(
      (read) => {
        // Another answer may be on its way already.
        if (round === asked.current.round) setSetup(read)
      },
      // The engine is starting again; what comes then is told.
      (error: unknown) => console.warn('sync', error)
    )
  }, [])
  useEffect(() => {
    again()
    const phases = new Map<string, string>()
    return on('sync.rootStatus', (status) => {
      // Progress comes many times a second, and changes nothing but how far a root is.
      if (phases.get(status.id) !== status.state.kind || Date.now() - asked.current.atMs > betweenMs) again()
      phases.set(status.id, status.state.kind)
      setSetup(
        (before) =>
          before && {
            ...before,
            roots: before.roots.map((root) => (root.id === status.id ? { ...root, ...status } : root))
          }
      )
    })
  }, [again])
  return { setup, again }
}

/** Gives a folder of the server a place of its own; the problem to show, or undefined. Main asks for the place. */
export async function addRoot(folder: string): Promise<string | undefined> {
  const added = await invoke('sync.addRoot', folder)
  if (!added.ok) return problemText(added.error)
  if (added.value) showNotice(text('sync.rootAdded', { name: nameOf(folder) }))
  return undefined
}

export async function removeRoot(id: string, folder: string): Promise<void> {
  const removed = await invoke('sync.removeRoot', id)
  showNotice(removed.ok ? text('sync.rootRemoved', { name: nameOf(folder) }) : problemText(removed.error))
}

const problemText = ({ code }: SyncSetupProblem) => text(`sync.problem.${code}`)

/** Carries decisions out, one after the other; the problem to show, or undefined when they hold. */
export async function carryOut(changes: readonly Change[]): Promise<string | undefined> {
  const gone: string[] = []
  try {
    for (const { path, pin } of changes) {
      const isKnown = await invoke('files.keep', path, pin)
      if (!isKnown && pin !== null) gone.push(folderName(path, text))
    }
  } catch (error) {
    console.warn('sync', error)
    return text('sync.chooseFailed')
  }
  showNotice(gone.length > 0 ? text('sync.chooseGone', { names: gone.join(', ') }) : text('sync.chosen'))
  return undefined
}

/** Has something on this computer, or on the server alone; the problem to show, or undefined. */
export async function keepPath(path: string, pin: Pin): Promise<string | undefined> {
  const name = folderName(path, text)
  try {
    if (!(await invoke('files.keep', path, pin))) return text('sync.keepGone', { name })
  } catch (error) {
    console.warn('sync', error)
    return text('sync.keepFailed', { name })
  }
  showNotice(text(pin === 'offline' ? 'files.fetching' : 'files.freeing', { name }))
  return undefined
}
