import { expect, test } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDesktop } from '../scripts/desktop/desktop'
import { launchApp } from './fixtures/app'

test('The app starts in a sandboxed window on its own scheme and asks who signs in', async () => {
  const home = await mkdtemp(join(tmpdir(), 'samverk-home-'))
  const desktop = await startDesktop({ home })
  const { app, page, close } = await launchApp({ env: desktop.env })
  try {
    await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
    expect(page.url()).toMatch(/^samverk-app:\/\/main\//)
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const { sandbox, contextIsolation, nodeIntegration } = window!.webContents.getLastWebPreferences()!
      return { sandbox, contextIsolation, nodeIntegration }
    })
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    await page.screenshot({ path: 'test-results/signin.png' })
  } finally {
    await close()
    await desktop.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
})
