import { CircleAlert, type LucideIcon } from 'lucide-react'
import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly icon?: LucideIcon
  readonly hint?: string | undefined
  /** Read out when it appears; the field is marked as invalid. */
  readonly error?: string | undefined
  /** What stands at the end of the box, e.g. a button. */
  readonly end?: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

/** A labelled text field with its hint and its error. */
export function Field({ label, icon: Icon, hint, error, end, ...input }: FieldProps) {
  const id = useId()
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].join(' ').trim()
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <div className="field__box" data-invalid={error === undefined ? undefined : ''}>
        {Icon && <Icon className="icon" size={18} aria-hidden />}
        <input
          id={id}
          className="field__input"
          aria-invalid={error !== undefined}
          aria-describedby={described === '' ? undefined : described}
          {...input}
        />
        {end}
      </div>
      {hint !== undefined && (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="field__error" id={`${id}-error`} role="alert">
          <CircleAlert className="icon" size={16} aria-hidden />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}
