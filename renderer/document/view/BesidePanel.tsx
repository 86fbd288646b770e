import { X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useText } from '../../app/text'
import { IconButton } from '../../ui/Button'

interface BesidePanelProps {
  readonly label: string
  readonly title: string
  readonly sub?: string | undefined
  /** What else the head offers, before the button that closes. */
  readonly actions?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What stands beside a document; Esc closes it. */
export function BesidePanel({ label, title, sub, actions, onClose, children }: BesidePanelProps) {
  const t = useText()
  const onKeyDown = ({ key, target, currentTarget, defaultPrevented }: KeyboardEvent) => {
    // A menu that opens from here lies elsewhere in the page, and has its own Esc.
    if (key === 'Escape' && !defaultPrevented && currentTarget.contains(target as Node)) onClose()
  }
  return (
    <aside className="panel" aria-label={label} data-region onKeyDown={onKeyDown}>
      <div className="panel__head">
        <div className="document__id">
          <h2 className="document__title truncate">
            <bdi>{title}</bdi>
          </h2>
          {sub !== undefined && <p className="document__sub truncate">{sub}</p>}
        </div>
        {actions}
        <IconButton icon={X} label={t('app.closePanel')} onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}
