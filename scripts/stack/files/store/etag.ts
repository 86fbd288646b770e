import { randomBytes } from 'node:crypto'

/** An etag for a file's new content: 32 hex digits, never the same twice. Says nothing about the content. */
export const newFileEtag = (): string => randomBytes(16).toString('hex')

/** Etags for folders: 13 hex digits, seconds and microseconds as PHP's uniqid writes them, always rising. */
export function createFolderEtags(): () => string {
  let lastUs = 0
  return () => {
    lastUs = Math.max(Date.now() * 1000, lastUs + 1)
    const seconds = Math.floor(lastUs / 1_000_000)
    return seconds.toString(16).padStart(8, '0') + (lastUs % 1_000_000).toString(16).padStart(5, '0')
  }
}
