import { useEffect } from 'react'
import { lookAgain } from '../commands'

// The engine asks about the locks of a folder at most every 15 s: a little later it asks again.
const lookAgainMs = 15_500

/** Keeps what only the server knows of the open folder fresh while it is on the screen. */
export function useLooks(): void {
  useEffect(() => {
    const timer = window.setInterval(() => void lookAgain(), lookAgainMs)
    const onSeen = () => void lookAgain()
    document.addEventListener('visibilitychange', onSeen)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', onSeen)
    }
  }, [])
}
