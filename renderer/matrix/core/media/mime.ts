/** What may be shown inside the app. SVG is not: it is a document that can run and load things. */
const SHOWABLE = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/mp4',
  'audio/aac',
  'audio/flac',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/quicktime'
])

export const OPAQUE = 'application/octet-stream'

const starts = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte)

const IMAGE_SIGNATURES: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  'image/jpeg': (bytes) => starts(bytes, [0xff, 0xd8, 0xff]),
  'image/png': (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47]),
  'image/gif': (bytes) => starts(bytes, [0x47, 0x49, 0x46, 0x38]),
  'image/webp': (bytes) => starts(bytes, [0x52, 0x49, 0x46, 0x46]) && starts(bytes, [0x57, 0x45, 0x42, 0x50], 8),
  'image/avif': (bytes) => starts(bytes, [0x66, 0x74, 0x79, 0x70], 4)
}

/** The type to give a blob: the claimed one when it may be shown and, for pictures, when the bytes agree. */
export const showableType = (claimed: string, bytes: Uint8Array): string => {
  const type = claimed.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!SHOWABLE.has(type)) return OPAQUE
  if (!type.startsWith('image/')) return type
  const found = Object.entries(IMAGE_SIGNATURES).find(([, matches]) => matches(bytes))
  return found?.[0] ?? OPAQUE
}
