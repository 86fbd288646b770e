import { useCallback, useEffect, useState } from 'react'
import type { SyncSetup, SyncSetupProblem } from '../../shared/model/syncSetup'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { invoke, on } from '../bridge'
import { nameOf } from '../files/sort'

/** What was chosen about the sync, kept fresh; undefined while nothing syncs. The function reads it once more. */
export function useSyncSetup(): { readonly setup: SyncSetup | undefined; readonly again: () => void } {
  const [setup, setSetup] = useState<SyncSetup>()
  const again = useCallback(() => void invoke('sync.setup').then(setSetup), [])
  useEffect(() => {
    again()
    let phase = ''
    // Progress comes many times a second, and changes nothing here.
    const stopStatus = on('files.status', (status) => {
      if (status.phase.kind !== phase) again()
      phase = status.phase.kind
    })
    return stopStatus
  }, [again])
  return { setup, again }
}

/** Gives a folder of the server a place of its own; the problem to show, or undefined. Main asks for the place. */
export async function addRoot(folder: string): Promise<string | undefined> {
  const added = await invoke('sync.addRoot', folder)
  if (!added.ok) return problemText(added.error)
  if (added.value) showNotice(text('sync.rootAdded', { name: nameOf(folder), place: added.value.place }))
  return undefined
}

export async function removeRoot(id: string, folder: string): Promise<void> {
  const removed = await invoke('sync.removeRoot', id)
  showNotice(removed.ok ? text('sync.rootRemoved', { name: nameOf(folder) }) : problemText(removed.error))
}

const problemText = ({ code }: SyncSetupProblem) => text(`sync.problem.${code}`)
