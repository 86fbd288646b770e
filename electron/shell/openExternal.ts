const maxLength = 2048
const schemes: ReadonlySet<string> = new Set(['https:', 'mailto:', 'tel:'])

const isControl = (character: string) => character <= ' ' || character === '\u007F'

/**
 * The URL to hand to the operating system, or undefined when it must not be opened. The only way out of the app: a
 * file:, smb: or custom scheme could start programs (CVE-2020-25019 and its like).
 */
export function externalUrl(text: string): string | undefined {
  // Control characters and spaces could smuggle arguments into the program that opens it.
  if (text.length > maxLength || [...text].some(isControl) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!schemes.has(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href
}
