import { locale } from '../../shared/i18n'
import type { Language } from '../../shared/model/settings'

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
const dayMs = 86_400_000

// To make a formatter takes far longer than to use it, and lists use several for each row.
const whole = once((language) => new Intl.NumberFormat(locale(language), { maximumFractionDigits: 0 }))
const tenths = once((language) => new Intl.NumberFormat(locale(language), { maximumFractionDigits: 1 }))
const times = once((language) => new Intl.DateTimeFormat(locale(language), { hour: '2-digit', minute: '2-digit' }))
const dates = once((language) => new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'short' }))
const datesOfYears = once(
  (language) => new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'short', year: 'numeric' })
)
const days = once((language) => new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' }))
const spans = { second: span('second'), minute: span('minute'), hour: span('hour') }

/** A size for people, in powers of 1,000: `8,2 MB`, `412 kB`. */
export function formatBytes(bytes: number, language: Language): string {
  const power = powerOf(bytes)
  return `${inPower(bytes, power, language)}\u00A0${units[power] ?? ''}`
}

/** A part and its whole, `104` and `248 MB`: the part in the same unit, unless it would be nothing in that. */
export function formatPart(
  bytes: number,
  ofBytes: number,
  language: Language
): { readonly part: string; readonly whole: string } {
  const power = powerOf(ofBytes)
  const isTiny = bytes > 0 && bytes < 0.1 * 1000 ** power
  return {
    part: isTiny ? formatBytes(bytes, language) : inPower(bytes, power, language),
    whole: formatBytes(ofBytes, language)
  }
}

const powerOf = (bytes: number) => Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))

function inPower(bytes: number, power: number, language: Language): string {
  const value = bytes / 1000 ** power
  return (power > 0 && value < 10 ? tenths : whole)(language).format(value)
}

/** How long something takes, in the largest unit that says it well: `12 sekunder`, `2 timmar`. */
export function formatDuration(seconds: number, language: Language): string {
  if (seconds < 90) return spans.second(language).format(Math.max(1, Math.round(seconds)))
  if (seconds < 5400) return spans.minute(language).format(Math.round(seconds / 60))
  return spans.hour(language).format(Math.round(seconds / 3600))
}

/** The time of day, `09:37`. */
export function formatTime(ms: number, language: Language): string {
  return times(language).format(ms)
}

/** The time for something today, `i går`, else the date, `17 nov`, with its year when that is another. */
export function formatWhen(iso: string, language: Language, nowMs = Date.now()): string {
  const ms = Date.parse(iso)
  const ago = daysAgo(ms, nowMs)
  if (ago === 0) return formatTime(ms, language)
  if (ago === 1) return days(language).format(-1, 'day')
  return formatDate(ms, language, nowMs)
}

/** In a sentence about what was done last: `10:24`, `i går 15:12`, `17 nov`. */
export function formatLatest(ms: number, language: Language, nowMs = Date.now()): string {
  return daysAgo(ms, nowMs) === 0 ? formatTime(ms, language) : formatMoment(ms, language, nowMs)
}

/** In lists, where a time alone would say too little: `i dag 09:55`, `i går 15:12`, `17 nov`, `17 nov 2025`. */
export function formatMoment(ms: number, language: Language, nowMs = Date.now()): string {
  const ago = daysAgo(ms, nowMs)
  if (ago !== 0 && ago !== 1) return formatDate(ms, language, nowMs)
  return `${days(language).format(-ago, 'day')} ${formatTime(ms, language)}`
}

/** A date with its time, whatever day it is: `30 nov 16:11`. */
export const formatStamp = (ms: number, language: Language, nowMs = Date.now()): string =>
  `${formatDate(ms, language, nowMs)} ${formatTime(ms, language)}`

function formatDate(ms: number, language: Language, nowMs: number): string {
  return (isSameYear(ms, nowMs) ? dates : datesOfYears)(language).format(ms).replace('.', '')
}

/** The heading of a day: `I dag, tisdag 17 november`, `Måndag 16 november`. */
export function formatDay(ms: number, language: Language, nowMs = Date.now()): string {
  const ago = daysAgo(ms, nowMs)
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!isSameYear(ms, nowMs) && { year: 'numeric' })
  }
  const date = new Intl.DateTimeFormat(locale(language), options).format(ms)
  return capitalised(ago === 0 || ago === 1 ? `${days(language).format(-ago, 'day')}, ${date}` : date)
}

const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0)
/** How many midnights lie between two times. */
export const daysAgo = (ms: number, nowMs: number): number => Math.round((midnight(nowMs) - midnight(ms)) / dayMs)
const isSameYear = (ms: number, otherMs: number) => new Date(ms).getFullYear() === new Date(otherMs).getFullYear()
const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

function once<Formatter>(make: (language: Language) => Formatter): (language: Language) => Formatter {
  const made = new Map<Language, Formatter>()
  return (language) => {
    const formatter = made.get(language) ?? make(language)
    made.set(language, formatter)
    return formatter
  }
}

function span(unit: 'second' | 'minute' | 'hour') {
  return once((language) => new Intl.NumberFormat(locale(language), { style: 'unit', unit, unitDisplay: 'long' }))
}
