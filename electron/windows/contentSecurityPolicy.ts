interface PolicyOptions {
  /** Origins that scripts may reach beside the app itself. */
  readonly connect?: readonly string[]
  readonly trustedTypes?: string
  readonly media?: boolean
}

/** The content security policy of the app's own pages and workers. */
export function contentSecurityPolicy({
  connect = [],
  trustedTypes = 'app-scripts',
  media = false
}: PolicyOptions): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `media-src 'self' blob:${media ? ' mediastream:' : ''}`,
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`
  ].join('; ')
}
