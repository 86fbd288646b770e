import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useText } from '../text'

/** Says so when the computer has no network; says nothing when all is well. */
export function ConnectionState() {
  const t = useText()
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <span role="status" className="title-bar__status">
      {!online && (
        <>
          <WifiOff size={16} aria-hidden />
          {t('app.offline')}
        </>
      )}
    </span>
  )
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
