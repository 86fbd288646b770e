import { useSyncExternalStore } from 'react'

const stepMs = 30_000

/** The time, which moves on every half minute: for what is shown as "24 min". */
export const useNow = (): number => useSyncExternalStore(subscribe, () => Math.floor(Date.now() / stepMs) * stepMs)

function subscribe(listener: () => void): () => void {
  const timer = window.setInterval(listener, stepMs)
  return () => window.clearInterval(timer)
}
