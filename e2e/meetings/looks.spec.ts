import AxeBuilder from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../fixtures/test'
import { cameraArgs, enter, makeRoom, meetingWindow } from './people'

test('Prejoin and meeting are without accessibility faults in light and dark, large and small', async ({
  computer,
  stack
}) => {
  const name = `Mötesbild ${Date.now()}`
  await makeRoom(stack.info, name)
  const one = await computer({ args: await cameraArgs('sara') })
  const chat = await enter(one, stack.info.people[0]!, name)
  const page = await meetingWindow(one.app(), () => chat.getByRole('button', { name: 'Möte', exact: true }).click())
  await expect(page.getByRole('button', { name: 'Anslut', exact: true })).toBeFocused()
  await expect(page.getByText('Vi hör dig bra.')).toBeVisible()
  await look(one.app(), page, 'prejoin')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Räck upp' })).not.toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('button', { name: 'Mikrofon', exact: true })).toBeFocused()
  await look(one.app(), page, 'meeting')
  await page.keyboard.press('c')
  await look(one.app(), page, 'meeting-chat-alone')
})

async function look(app: ElectronApplication, page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [900, 600]
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        const window = BrowserWindow.getAllWindows().find((one) =>
          one.webContents.getURL().startsWith('samverk-app://meeting/')
        )
        window?.setContentSize(size.width, size.height)
      },
      { width, height }
    )
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await page.screenshot({ path: `test-results/${name}-${theme}-${width}.png` })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    }
  }
}
