import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'

interface SelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  /** Without a frame, where the choice stands in a row or a field of its own. */
  readonly look?: 'framed' | 'bare'
}

/** One choice of several: the system's own list, in the app's clothes. */
export function Select({ look = 'framed', className = '', ...select }: SelectProps) {
  return (
    <span className={`select select--${look} ${className}`.trim()}>
      <select className="select__value" {...select} />
      <ChevronDown className="icon" size={16} aria-hidden />
    </span>
  )
}
