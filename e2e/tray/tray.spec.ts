import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { electronDirectory } from '../../scripts/runtime/electron.mjs'
import { putEvent } from '../fixtures/calendar'
import { root } from '../fixtures/servers'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { startPanel } from '../fixtures/statusNotifier'
import { expect, test } from '../fixtures/test'

test('The tray shows the next meeting and opens it with every window closed; closing the window keeps the app', async ({
  computer,
  stack
}) => {
  const person = stack.info.people[5]!
  const url = 'https://mote.insjoverket.test/mote-brickan'
  await putEvent(stack.info, person, {
    uid: 'tray-test',
    title: 'Beredning & beslut',
    startMs: Date.now() - 60_000,
    minutes: 60,
    url
  })
  const one = await computer()
  const panel = await startPanel(one.desktop.busAddress)
  try {
    const page = await one.start()
    await signIn(page, person)
    await skipRecovery(page)
    await expect
      .poll(async () => (await panel.entries()).map(({ label }) => label), { timeout: 40_000 })
      .toContain('Anslut: Beredning & beslut (pågår)')
    await page.getByRole('button', { name: 'Stäng', exact: true }).click()
    await expect.poll(() => visibleWindows(one.app())).toBe(0)
    await panel.choose(/^Anslut: Beredning/)
    await expect.poll(() => pagesOf(one.app())).toContain('samverk-app://meeting/')
    await panel.choose(/^Stör ej$/)
    await expect.poll(async () => (await panel.entries()).find(({ label }) => label === 'Stör ej')?.checked).toBe(true)
    await panel.choose(/^Öppna Samverk$/)
    await expect.poll(() => visibleWindows(one.app())).toBeGreaterThan(0)
  } finally {
    panel.stop()
  }
})

test('Without a tray, closing the window ends the app', async ({ computer }) => {
  const one = await computer()
  const page = await one.start()
  const ended = once(one.app().process(), 'exit')
  await page.getByRole('button', { name: 'Stäng', exact: true }).click()
  await ended
})

test('A link in a second start reaches the running app; a foreign one is explained', async ({ computer, stack }) => {
  const one = await computer()
  const page = await one.start()
  await signIn(page, stack.info.people[6]!)
  await skipRecovery(page)
  await openLink(one.desktop.env, 'samverk://meet/mote.insjoverket.test/mote-lanken')
  await expect.poll(() => pagesOf(one.app())).toContain('samverk-app://meeting/')
  await openLink(one.desktop.env, 'samverk://meet/mote.annanplats.test/mote-lanken')
  await expect(page.getByText('inte är myndighetens server')).toBeVisible()
  await openLink(one.desktop.env, 'samverk://signout/now')
  await expect(page.getByText('Länken gick inte att förstå')).toBeVisible()
})

/** Starts the app a second time, as the desktop does for a link; that process gives way to the first. */
async function openLink(env: Readonly<Record<string, string>>, link: string): Promise<void> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const executable = join(await electronDirectory({ forTests: true }), 'electron')
  const second = spawn(executable, [root, ...asRoot, '--disable-gpu', link], {
    env: { PATH: process.env.PATH, DISPLAY: process.env.DISPLAY, XAUTHORITY: process.env.XAUTHORITY, ...env },
    stdio: 'ignore'
  })
  await once(second, 'exit')
}

const visibleWindows = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length)

const pagesOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()))
