/** Where a `samverk://` link leads (contracts.md section 3). */
export type Route =
  | { readonly kind: 'room'; readonly roomIdOrAlias: string; readonly eventId: string | undefined }
  | { readonly kind: 'meeting'; readonly host: string; readonly conference: string }
  | { readonly kind: 'file'; readonly host: string; readonly fileId: string }
  | { readonly kind: 'notUnderstood' }

export const deepLinkScheme = 'samverk:'
const maxLength = 2048
const hostPattern = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/
const notUnderstood: Route = { kind: 'notUnderstood' }

/** Reads a deep link. Total: whatever it is given, it answers, and what it does not know is `notUnderstood`. */
export function parseRoute(link: string): Route {
  if (link.length > maxLength || !link.startsWith(`${deepLinkScheme}//`)) return notUnderstood
  const [kind, ...encoded] =
    link
      .slice(deepLinkScheme.length + 2)
      .split(/[?#]/)[0]
      ?.replace(/\/$/, '')
      .split('/') ?? []
  const parts = encoded.map(decode)
  const [first, second] = parts
  if (first === undefined || first === '' || parts.includes(undefined) || parts.length > 2) return notUnderstood
  switch (kind) {
    case 'room':
      if (!/^[!#][^\s]+$/u.test(first)) return notUnderstood
      if (second !== undefined && !/^\$[^\s]+$/u.test(second)) return notUnderstood
      return { kind: 'room', roomIdOrAlias: first, eventId: second }
    case 'meet':
      if (second === undefined || !hostPattern.test(first) || !/^[\p{L}\p{N}._~-]{1,200}$/u.test(second))
        return notUnderstood
      return { kind: 'meeting', host: first, conference: second }
    case 'file':
      if (second === undefined || !hostPattern.test(first) || !/^\d{1,20}$/.test(second)) return notUnderstood
      return { kind: 'file', host: first, fileId: second }
    default:
      return notUnderstood
  }
}

/** The link among a program's arguments; Chromium reorders them. */
export function findDeepLink(args: readonly string[]): string | undefined {
  return args.find((argument) => argument.startsWith(`${deepLinkScheme}//`))
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
