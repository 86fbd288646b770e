import type { Locator } from '@playwright/test'
import { act, composerOf, messageWith, openRoom, send } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

test('The menus of a message open again at once after Escape, and give the focus back', async ({ computer, stack }) => {
  const [sara] = stack.info.people
  await startAfresh(stack.info, [sara!])
  await (await connectPlain(stack.info, sara!)).createRoom('Remisser')
  const one = await computer()
  const page = await one.start()
  const { keyboard } = page
  await signIn(page, sara!)
  await skipRecovery(page)
  await openRoom(page, 'Remisser')
  await send(page, 'Remisser', 'Svar senast fredag')
  const message = messageWith(page, 'Svar senast fredag')
  const more = message.getByRole('button', { name: 'Fler val' })
  const items = page.getByRole('menuitem')
  await expect(page.locator('.message__sending')).toHaveCount(0)
  await message.focus()
  // The bar is there as long as the message has the focus.
  const tabTo = (button: Locator) =>
    expect(async () => {
      if (!(await button.evaluate((element) => element === document.activeElement))) await keyboard.press('Tab')
      await expect(button).toBeFocused({ timeout: 100 })
    }).toPass()
  const choose = async (key: string, name: string) => {
    await expect(items.first()).toBeFocused()
    await keyboard.press(key)
    await expect(page.getByRole('menuitem', { name })).toBeFocused()
    await keyboard.press('Enter')
  }

  for (const [name, picture] of [
    ['Reagera', 'chat-react-menu'],
    ['Fler val', 'chat-message-menu']
  ] as const)
    await test.step(name, async () => {
      const button = message.getByRole('button', { name })
      await tabTo(button)
      for (let time = 1; time <= 3; time++) {
        await keyboard.press('Enter')
        await expect(items.first()).toBeFocused()
        await keyboard.press('Escape')
        await expect(page.getByRole('menu')).toBeHidden()
        await expect(button).toBeFocused()
      }
      await keyboard.press('Enter')
      await expect(items.first()).toBeFocused()
      await judge(one, picture)
      await keyboard.press('Shift+Tab')
      await expect(page.getByRole('menu')).toBeHidden()
      await tabTo(button)
    })
  await test.step('a question that a menu opens, answered by Escape', async () => {
    await keyboard.press('Enter')
    await choose('End', 'Ta bort')
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Avbryt' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(more).toBeFocused()
  })
  await test.step('editing goes on in the field', async () => {
    await keyboard.press('Enter')
    await choose('ArrowDown', 'Redigera')
    await expect(composerOf(page, 'Remisser')).toHaveValue('Svar senast fredag')
    await expect(composerOf(page, 'Remisser')).toBeFocused()
    await keyboard.press('Escape')
  })
  await test.step('by mouse', async () => {
    await act(page, 'Svar senast fredag', 'Reagera')
    await page.getByRole('menuitem', { name: 'Reaktion 👍' }).click()
    await expect(message.locator('.reaction')).toContainText('👍')
  })
})
