import { Copy, Minus, Square, X } from 'lucide-react'
import { invoke } from '../../bridge'
import { useApp } from '../store'
import { useText } from '../text'

/** Minimise, maximise, close: drawn by the app, since the window has no frame of its own (except on macOS). */
export function WindowControls() {
  const t = useText()
  const maximised = useApp((state) => state.maximised)
  if (useApp(({ info }) => info?.platform) === 'darwin') return null
  const buttons = [
    { action: 'minimise', icon: Minus, label: t('app.minimise') },
    { action: 'toggleMaximise', icon: maximised ? Copy : Square, label: t(maximised ? 'app.restore' : 'app.maximise') },
    { action: 'close', icon: X, label: t('app.close') }
  ] as const
  return (
    <div className="window-controls">
      {buttons.map(({ action, icon: Icon, label }) => (
        // Not tab stops: the keyboard has the window menu of the desktop for these.
        <button
          key={action}
          type="button"
          tabIndex={-1}
          aria-label={label}
          title={label}
          onClick={() => void invoke('window.control', action)}
        >
          <Icon className="icon" size={action === 'close' ? 16 : 14} aria-hidden />
        </button>
      ))}
    </div>
  )
}
