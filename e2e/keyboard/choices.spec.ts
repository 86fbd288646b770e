import { go } from '../fixtures/keyboard'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

test('One of a few is chosen by arrows, Home and End, and Tab stops once', async ({ computer, stack }) => {
  const one = await computer()
  const page = await one.start()
  await signIn(page, stack.info.people[0]!)
  await skipRecovery(page)
  await page.getByRole('button', { name: 'Inställningar' }).click()
  await page.getByRole('button', { name: 'Utseende och språk' }).click()
  const theme = (name: string) =>
    page.getByRole('radiogroup', { name: 'Tema' }).getByRole('radio', { name, exact: true })
  const density = page.getByRole('radiogroup', { name: 'Täthet' })
  const { keyboard } = page
  await go(page, 'Tab', theme('Som datorn'))
  await keyboard.press('ArrowRight')
  await expect(theme('Ljust')).toBeChecked()
  await expect(theme('Ljust')).toBeFocused()
  await keyboard.press('End')
  await expect(theme('Hög kontrast')).toBeChecked()
  await keyboard.press('ArrowDown')
  await expect(theme('Som datorn')).toBeChecked()
  await keyboard.press('ArrowUp')
  await expect(theme('Hög kontrast')).toBeFocused()
  await keyboard.press('Home')
  await expect(theme('Som datorn')).toBeChecked()
  await expect(theme('Som datorn')).toBeFocused()
  await keyboard.press('Tab')
  await expect(density.getByRole('radio', { checked: true })).toBeFocused()
})
