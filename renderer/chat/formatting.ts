import { Bold, Code, Italic, Link, List, Strikethrough, type LucideIcon } from 'lucide-react'
import type { TextKey } from '../../shared/i18n'

interface Format {
  readonly icon: LucideIcon
  readonly label: TextKey
  /** Markdown put before and after the selection. */
  readonly before: string
  readonly after: string
}

export const formats: readonly Format[] = [
  { icon: Bold, label: 'composer.bold', before: '**', after: '**' },
  { icon: Italic, label: 'composer.italic', before: '*', after: '*' },
  { icon: Strikethrough, label: 'composer.strike', before: '~~', after: '~~' },
  { icon: Link, label: 'composer.link', before: '[', after: '](https://)' },
  { icon: List, label: 'composer.list', before: '- ', after: '' },
  { icon: Code, label: 'composer.code', before: '`', after: '`' }
]

/** Puts the marks round what is selected, keeps it selected and gives the whole text. */
export function wrapSelection(area: HTMLTextAreaElement, { before, after }: Pick<Format, 'before' | 'after'>): string {
  const { selectionStart, selectionEnd, value } = area
  area.focus()
  area.setRangeText(
    `${before}${value.slice(selectionStart, selectionEnd)}${after}`,
    selectionStart,
    selectionEnd,
    'select'
  )
  area.setSelectionRange(selectionStart + before.length, selectionEnd + before.length)
  return area.value
}
