import { badRequest, forbidden, invalidPath } from './errors'

const maxNameBytes = 250

/** Longest path that the server looks at, in characters as sent. */
export const maxPathLength = 16_384

/**
 * Splits the rest of a request's path into names: decoded, in NFC, each of them a name that a file may have. Refuses
 * everything that could mean another place.
 */
export function parseSegments(rawPath: string): readonly string[] {
  if (rawPath.length > maxPathLength) throw badRequest('The path is too long')
  const parts = rawPath.split('/')
  if (parts.at(-1) === '') parts.pop()
  return parts.map(parseName)
}

function parseName(raw: string): string {
  const name = decode(raw).normalize('NFC')
  if (name === '' || name === '.' || name === '..') throw badRequest('The path is not valid')
  if (/[/\\\p{Cc}]/u.test(name)) throw invalidPath('File name contains at least one invalid character')
  if (Buffer.byteLength(name) > maxNameBytes) throw invalidPath('File name is too long')
  if (name.toLowerCase() === '.htaccess') throw forbidden()
  return name
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    throw badRequest('The path is not valid UTF-8')
  }
}

/** Names as the server writes them in an href: lower-case hex, `( ) @ ~ :` as they are. */
export const encodeSegment = (name: string): string =>
  encodeURIComponent(name)
    .replaceAll(/%[0-9A-F]{2}/g, (hex) =>
      hex === '%40' || hex === '%3A' ? decodeURIComponent(hex) : hex.toLowerCase()
    )
    .replaceAll(/[!'*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)

/** `Destination:` (an absolute address or a bare path) as the path below `prefix`. Another tree is forbidden. */
export function parseDestination(header: string | undefined, prefix: string): readonly string[] {
  if (header === undefined || header === '') throw badRequest('The destination header was not supplied')
  const path = header.replace(/^https?:\/\/[^/]*/i, '')
  if (!path.startsWith(prefix)) throw forbidden('The destination is outside of this tree')
  return parseSegments(path.slice(prefix.length))
}
