import type { Page } from '@playwright/test'
import { expectFocus, go } from '../fixtures/keyboard'
import { judge } from '../fixtures/screens'
import { expect, test } from './syncing'

const server = 'moln.insjoverket.test'
const names = Array.from({ length: 12 }, (_, index) => `Mätserie ${index + 1}.csv`)

const titleBar = (page: Page) => page.getByRole('banner', { name: 'Namnlist' })
const openChat = (page: Page) =>
  page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
const filesAreOpen = (page: Page) =>
  expect(page.getByRole('main').getByRole('heading', { name: 'Mina filer' })).toBeVisible()

test('The title bar says how far a sync is from wherever one is, leads to the files, and is quiet at rest', async ({
  syncing,
  stack
}) => {
  const { one, page, files, same } = await syncing()
  const app = page()
  const state = titleBar(app).getByRole('button', { name: /^Synkar/ })
  await expect(app.getByText('Allt är synkat')).toBeVisible()
  await expect(state).toBeHidden()
  await app.getByRole('button', { name: 'Pausa' }).click()
  for (const name of names) await files.put(name, Buffer.alloc(400_000, name))
  await stack.faults.set({ host: server, bytesPerSecond: 128 << 10 })
  await app.getByRole('button', { name: 'Fortsätt' }).click()

  await test.step('it has the numbers of the status line, and a name that says where it leads', async () => {
    await expect(state).toHaveAccessibleName(/^Synkar [1-9]\d* av 12. Öppna Filer$/)
    await expect(async () => {
      const [, done] = /(\d+) av 12/.exec((await state.textContent()) ?? '') ?? []
      expect(done).toBeDefined()
      await expect(app.getByRole('contentinfo')).toContainText(`Synkroniserar ${done} av 12 filer`, { timeout: 100 })
    }).toPass()
  })
  await test.step('nobody is told every number, and it stands still for who wants that', async () => {
    const told = state.locator('xpath=ancestor-or-self::*[@aria-live or @role="status" or @role="alert"]')
    await expect(told).toHaveCount(0)
    await app.emulateMedia({ reducedMotion: 'no-preference' })
    await expect(state.locator('svg')).toHaveCSS('animation-name', 'turn')
    await app.emulateMedia({ reducedMotion: 'reduce' })
    await expect(state.locator('svg')).toHaveCSS('animation-name', 'none')
  })
  await test.step('by mouse and by keyboard it leads to the files', async () => {
    await openChat(app)
    await expect(app.getByRole('contentinfo')).toBeHidden()
    await judge(one, 'title-bar-syncing')
    await state.click()
    await filesAreOpen(app)
    await openChat(app)
    await go(app, 'F6', state)
    await app.keyboard.press('Enter')
    await filesAreOpen(app)
    await judge(one, 'title-bar-syncing-files')
  })
  await test.step('when it goes while it has the focus, the focus goes on to what stands beside it', async () => {
    await state.focus()
    await stack.faults.clear()
    await same(names)
    await expect(app.getByText('Allt är synkat')).toBeVisible()
    await expect(state).toBeHidden()
    await expectFocus(app, titleBar(app).getByRole('button', { name: /^Nätverkstrafik/ }))
  })
})

test('The title bar says that the file server is away until it is back', async ({ syncing, stack }) => {
  const { one, page, same } = await syncing((files) => files.put('Plan.txt', 'en plan'))
  const app = page()
  const state = titleBar(app).getByRole('button', { name: 'Frånkopplad. Öppna Filer' })
  await same(['Plan.txt'])
  await stack.faults.set({ host: server, down: true })
  await expect(state).toBeVisible()
  await openChat(app)
  await judge(one, 'title-bar-away')
  await go(app, 'F6', state)
  await app.keyboard.press('Enter')
  await filesAreOpen(app)
  await stack.faults.clear()
  const again = app.getByRole('button', { name: 'Försök igen' })
  await again.focus()
  await app.keyboard.press('Enter')
  await expect(state).toBeHidden()
  await expect(again).toBeHidden()
  await expectFocus(app, app.getByRole('row', { name: /Plan\.txt/ }))
})
