import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'

interface DialogProps {
  /** The question. */
  readonly title: string
  readonly children: ReactNode
  readonly actions: ReactNode
  /** For people and sharing, which need more room (look.md section 4). */
  readonly wide?: boolean
  /** Esc, or the answer that changes nothing. */
  readonly onCancel: () => void
}

/** A modal question. The platform traps the focus and gives it back; the first focusable element starts. */
export function Dialog({ title, children, actions, wide, onCancel }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // The platform gives the focus back when a dialog closes, and not when it is only taken out of the page.
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={wide === true ? 'dialog dialog--wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
    >
      <h2 className="dialog__title" id={id}>
        {title}
      </h2>
      <div className="dialog__text">{children}</div>
      <div className="dialog__actions">{actions}</div>
    </dialog>
  )
}
