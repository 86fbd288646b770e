type ScriptUrlPolicy = { readonly createScriptURL: (url: string) => string }

type TrustedTypes = {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: (url: string) => string }) => ScriptUrlPolicy
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes
  }
}

/** Lets through only scripts of the app itself. Throws TypeError otherwise. */
export const checkScriptUrl = (url: string, base: string): string => {
  const absolute = new URL(url, base)
  if (absolute.origin !== new URL(base).origin || !/\.(?:js|ts)$/u.test(absolute.pathname)) {
    throw new TypeError('Not a script of the app')
  }
  return absolute.href
}

let policy: ScriptUrlPolicy | null = null

/**
 * A worker's address as the Worker constructor wants it under Trusted Types: through the policy `app-scripts`.
 * (The types of the DOM library do not know TrustedScriptURL, so it passes as a string.)
 */
export const workerUrl = (url: string): string => {
  const createScriptURL = (candidate: string): string => checkScriptUrl(candidate, window.location.href)
  policy ??= window.trustedTypes?.createPolicy('app-scripts', { createScriptURL }) ?? { createScriptURL }
  return policy.createScriptURL(url)
}
