import { useRef, type KeyboardEvent, type MouseEventHandler, type ReactNode } from 'react'

export interface RadioGroupProps<Value extends string> {
  readonly label: string
  /** The class of the group; an option has the same with `__item`. */
  readonly look: string
  readonly value: Value | undefined
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[]
  readonly onChange: (value: Value) => void
  /** An option was double-clicked. */
  readonly onTake?: MouseEventHandler<HTMLButtonElement>
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** A choice of one among a few, however they look: one tab stop, arrows, Home and End choose. */
export function RadioGroup<Value extends string>({
  label,
  look,
  value,
  options,
  onChange,
  onTake
}: RadioGroupProps<Value>) {
  const group = useRef<HTMLDivElement>(null)
  const index = options.findIndex((option) => option.value === value)
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const ends = { Home: 0, End: options.length - 1 }[event.key]
    const nextIndex = step === undefined ? ends : (index + step + options.length) % options.length
    const next = nextIndex === undefined ? undefined : options[nextIndex]
    if (!next || nextIndex === undefined) return
    event.preventDefault()
    onChange(next.value)
    group.current?.querySelectorAll('button')[nextIndex]?.focus()
  }
  return (
    <div className={look} role="radiogroup" aria-label={label} ref={group} onKeyDown={move} tabIndex={-1}>
      {options.map((option, at) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className={`${look}__item`}
          aria-checked={at === index}
          tabIndex={at === index ? 0 : -1}
          onClick={() => onChange(option.value)}
          onDoubleClick={onTake}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
