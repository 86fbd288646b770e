import { useEffect, useState } from 'react'
import type { RemoteItem } from '../../../shared/model/files'
import { invoke, on } from '../../bridge'
import { isWithin } from '../../files/sort'

// What others do to it may reach the sync only with its next look; who works on it moves no etag at all.
const againMs = 15_500

/** The document as the server has it: asked anew when the sync sees a change, and now and then while it is looked at. */
export function useOnServer(path: string): RemoteItem | undefined {
  const [item, setItem] = useState<RemoteItem>()
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      const answer = await invoke('files.item', path)
      // What was known stays while the server is away.
      if (!isOver && answer.ok && answer.value) setItem(answer.value)
    }
    void ask()
    const stop = on('files.changed', (folders) => {
      if (folders.some((folder) => isWithin(path, folder))) void ask()
    })
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') void ask()
    }, againMs)
    return () => {
      isOver = true
      stop()
      window.clearInterval(timer)
    }
  }, [path])
  return item?.path === path ? item : undefined
}
