import { WifiOff } from 'lucide-react'
import { useText } from '../text'
import { useOnline } from '../useOnline'

/** Says so when the computer has no network; says nothing when all is well. */
export function ConnectionState() {
  const t = useText()
  const online = useOnline()
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
