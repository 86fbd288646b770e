import { truncateUtf8, utf8Length } from './names'

const MAX_NAME_BYTES = 220
const COPY = / \(conflicted copy \d{4}-\d{2}-\d{2} \d{6}(?: \d+)?\)/u

/** The time part of a conflict copy's name, local time: `2026-11-21 143512`. */
export function conflictStamp(when: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${String(when.getFullYear())}-${two(when.getMonth() + 1)}-${two(when.getDate())}`
  return `${date} ${two(when.getHours())}${two(when.getMinutes())}${two(when.getSeconds())}`
}

/**
 * `name (conflicted copy 2026-11-21 143512).ext`, as the official client names it; numbered when that is taken.
 * A copy of a conflict copy does not stack two marks.
 */
export function conflictName(name: string, stamp: string, isTaken: (name: string) => boolean): string {
  const { stem, extension } = split(name.replace(COPY, ''))
  for (let attempt = 1; ; attempt += 1) {
    const mark = ` (conflicted copy ${stamp}${attempt === 1 ? '' : ` ${String(attempt)}`})`
    const room = MAX_NAME_BYTES - utf8Length(mark) - utf8Length(extension)
    const candidate = `${truncateUtf8(stem, room)}${mark}${extension}`
    if (!isTaken(candidate)) return candidate
  }
}

/** `name (case clash).ext`, numbered when that is taken; always the same for the same names. */
export function caseClashName(name: string, isTaken: (name: string) => boolean): string {
  const { stem, extension } = split(name)
  for (let attempt = 1; ; attempt += 1) {
    const mark = attempt === 1 ? ' (case clash)' : ` (case clash ${String(attempt)})`
    const room = MAX_NAME_BYTES - utf8Length(mark) - utf8Length(extension)
    const candidate = `${truncateUtf8(stem, room)}${mark}${extension}`
    if (!isTaken(candidate)) return candidate
  }
}

function split(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.')
  const hasExtension = dot > 0 && utf8Length(name.slice(dot)) <= 20
  return hasExtension ? { stem: name.slice(0, dot), extension: name.slice(dot) } : { stem: name, extension: '' }
}

export function isConflictName(name: string): boolean {
  return COPY.test(name)
}
