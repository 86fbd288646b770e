import { expectFocus } from '../fixtures/keyboard'
import { expect, test } from './syncing'

test('A control that goes by being used leaves the focus near', async ({ syncing }) => {
  const { page, same } = await syncing(async (files) => {
    for (const name of ['Brev.txt', 'Karta.txt', 'Plan.txt']) await files.put(name, name)
  })
  const app = page()
  const { keyboard } = app
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const toolbar = app.getByRole('toolbar')
  await same(['Brev.txt', 'Karta.txt', 'Plan.txt'])
  await expect(rowOf(/Karta/)).toContainText('Synkad')

  await test.step('pause and go on are one button', async () => {
    await app.getByRole('button', { name: 'Pausa' }).focus()
    await keyboard.press('Enter')
    await expectFocus(app, app.getByRole('button', { name: 'Fortsätt' }))
    await keyboard.press('Enter')
    await expectFocus(app, app.getByRole('button', { name: 'Pausa' }))
  })
  await test.step('deleting from the toolbar, whose buttons go with the selection, and taking it back', async () => {
    await rowOf(/Plan/).click()
    await toolbar.getByRole('button', { name: 'Fler val för Plan.txt' }).focus()
    await keyboard.press('Enter')
    await app.getByRole('menuitem', { name: 'Ta bort', exact: true }).focus()
    await keyboard.press('Enter')
    await expect(rowOf(/Plan/)).toBeHidden()
    await expectFocus(app, toolbar.getByRole('button', { name: 'Ladda upp' }))
    const undo = app.getByRole('button', { name: 'Ångra' })
    await undo.focus()
    await keyboard.press('Enter')
    await expect(undo).toBeHidden()
    await expect(rowOf(/Plan/)).toHaveAttribute('aria-selected', 'true')
    await expectFocus(app, app.locator('[data-item][tabindex="0"]'))
  })
  await test.step('closing the details', async () => {
    await app.getByRole('button', { name: 'Detaljer' }).first().click()
    const close = app.getByRole('complementary').getByRole('button', { name: /^Stäng/ })
    await close.focus()
    await keyboard.press('Enter')
    await expect(close).toBeHidden()
    await expectFocus(app, app.locator('[data-item][tabindex="0"]'))
  })
  await test.step('restoring from the trash', async () => {
    await rowOf(/Plan/).focus()
    await keyboard.press('Delete')
    await same(['Brev.txt', 'Karta.txt'])
    await rowOf(/Karta/).click()
    await keyboard.press('Delete')
    await same(['Brev.txt'])
    await app.getByRole('navigation', { name: 'Mappar' }).getByRole('button', { name: 'Papperskorg' }).click()
    await rowOf(/Plan/).first().click()
    const restore = toolbar.getByRole('button', { name: /^Återställ/ })
    await restore.focus()
    await keyboard.press('Enter')
    await expect(restore).toBeHidden()
    // The list is read anew while the file comes back, and takes the focus again that is looked at below.
    await same(['Brev.txt', 'Plan.txt'])
    await expectFocus(app, app.locator('[data-item][tabindex="0"]'))
  })
})
