/** Reading what a server sent: everything is unknown until looked at, wrong types are as if absent. */
export type Plain = Readonly<Record<string, unknown>>

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asPlain = (value: unknown): Plain => (isPlain(value) ? value : {})

export const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A finite number of at least 0, or null. */
export const asCount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])

export const asTexts = (value: unknown): readonly string[] =>
  asList(value).filter((entry): entry is string => typeof entry === 'string')
