import { useRef, type KeyboardEvent } from 'react'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

/** A switch between a few views: one tab stop, arrows choose. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const index = options.findIndex((option) => option.value === value)
    const nextIndex = (index + step + options.length) % options.length
    const next = options[nextIndex]
    if (!next) return
    onChange(next.value)
    group.current?.querySelectorAll('button')[nextIndex]?.focus()
  }
  return (
    <div className="segments" role="radiogroup" aria-label={label} ref={group} onKeyDown={move} tabIndex={-1}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className="segments__item"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
