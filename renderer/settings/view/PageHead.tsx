import type { ReactNode } from 'react'

interface PageHeadProps {
  readonly title: string
  /** What the page is for, in a sentence. */
  readonly lead?: string
  /** What can be done with the page as a whole. */
  readonly children?: ReactNode
}

/** The heading of a settings page. */
export function PageHead({ title, lead, children }: PageHeadProps) {
  return (
    <header className="settings__head">
      <div>
        <h2 className="settings__title" tabIndex={-1}>
          {title}
        </h2>
        {lead !== undefined && <p className="settings__lead">{lead}</p>}
      </div>
      {children}
    </header>
  )
}
