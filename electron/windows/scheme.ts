import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export const appScheme = 'samverk-app'

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json'
}

/** A page of the app: the host of its URL, the file it starts with, and what its content security policy allows. */
export interface AppPage {
  readonly host: string
  readonly entry: string
  /** The policy for a path; workers do not inherit the page's, so every script is sent with its own. */
  readonly contentSecurityPolicy: (path: string) => string
  /** Content that is not part of the bundle, e.g. a deployment's library; undefined falls through to the bundle. */
  readonly extra?: (path: string) => Promise<Uint8Array | undefined>
}

/** Must run before ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
    }
  ])
}

/** Serves the bundle's files to one session, for one page. */
export function serveAppPage(to: Session, root: string, page: AppPage): void {
  to.protocol.handle(appScheme, async ({ url, method }) => {
    const path = bundlePath(url, page)
    if (path === undefined || (method !== 'GET' && method !== 'HEAD')) return new Response(null, { status: 404 })
    const body = (await page.extra?.(path)) ?? (await readBundle(root, path))
    const type = mimeTypes[extname(path)]
    if (!body || type === undefined) return new Response(null, { status: 404 })
    return new Response(method === 'HEAD' ? null : Buffer.from(body), {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': page.contentSecurityPolicy(path),
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Opener-Policy': 'same-origin'
      }
    })
  })
}

/** The path inside the bundle that a URL names, or undefined when it is not one of this page's. Never leaves the bundle. */
export function bundlePath(url: string, page: Pick<AppPage, 'host' | 'entry'>): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { host, pathname } = new URL(url)
  if (host !== page.host) return undefined
  const path = pathname === '/' ? page.entry : pathname.slice(1)
  // Letters, digits and a few marks only: no percent escapes, backslashes, drive letters or parent folders.
  return /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path) ? path : undefined
}

async function readBundle(root: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(root, path))
  } catch {
    return undefined
  }
}
