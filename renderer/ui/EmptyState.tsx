import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly text?: string
  readonly action?: ReactNode
}

/** What stands where there is nothing yet: why, and the one thing to do. */
export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className="empty__icon">
        <Icon className="icon" size={40} strokeWidth={1.25} aria-hidden />
      </span>
      <p className="empty__title">{title}</p>
      {text !== undefined && <p>{text}</p>}
      {action}
    </div>
  )
}
