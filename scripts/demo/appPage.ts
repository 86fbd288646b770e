import type { Browser, Page } from '@playwright/test'

/** The app's window, when it shows an address that begins so. Throws after `patienceMs`. */
export async function appPage(browser: Browser, address: string, patienceMs: number): Promise<Page> {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('The app has no windows')
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: patienceMs }))
  const isThere = (url: URL): boolean => url.href.startsWith(address)
  await page.waitForURL(isThere, { timeout: patienceMs, waitUntil: 'commit' })
  return page
}
