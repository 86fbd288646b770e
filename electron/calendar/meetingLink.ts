import type ICAL from 'ical.js'

const fields = ['conference', 'x-openpaas-videoconference', 'url', 'location', 'description'] as const

/**
 * The link to a meeting on the given host in an event, from the field that most surely means it. Query and fragment are
 * dropped: an invitation comes from anybody and must not set options or tokens.
 */
export function meetingLink(event: ICAL.Component, host: string): string | undefined {
  const texts = fields.flatMap((field) =>
    event.getAllProperties(field).map((property) => String(property.getFirstValue() ?? ''))
  )
  const urls = texts.flatMap((text) => text.match(/https:\/\/[^\s<>"')\]]+/g) ?? [])
  for (const text of urls) {
    if (!URL.canParse(text)) continue
    const url = new URL(text)
    if (url.host === host && /^\/[^/]+(?:\/[^/]+)?$/.test(url.pathname)) return `${url.origin}${url.pathname}`
  }
  return undefined
}
