import type { Locator, Page } from '@playwright/test'
import { expectFocus } from '../fixtures/keyboard'
import { judge } from '../fixtures/screens'
import { expect, test } from './syncing'

const names = ['Djupkurvor.gpkg', 'Mätstationer.ods', 'Plan.txt']
const menuKeys = ['ContextMenu', 'Shift+F10']
const firstAction = (page: Page) => page.getByRole('menuitem').first()

test('The menu key opens the menu of an item, in list and grid; Escape gives the focus back to it', async ({
  syncing
}) => {
  const { one, page, same } = await syncing(async (files) => {
    for (const name of names) await files.put(name, name)
  })
  const app = page()
  await same(names)
  const itemOf = (name: string) => app.locator('[data-item]', { hasText: name })
  for (const layout of ['Lista', 'Rutnät']) {
    await app.getByRole('button', { name: layout }).click()
    for (const key of menuKeys) {
      await itemOf('Mätstationer').focus()
      // Twice: a menu that was open before opens like one that never was.
      for (let time = 1; time <= 2; time++) {
        await app.keyboard.press(key)
        await expect(firstAction(app)).toBeFocused()
        await expect(itemOf('Mätstationer')).toHaveAttribute('aria-selected', 'true')
        await app.keyboard.press('Escape')
        await expect(app.getByRole('menu')).toBeHidden()
        await expect(itemOf('Mätstationer')).toBeFocused()
      }
    }
    await test.step(`the keys go on from there: ${layout}`, async () => {
      await app.keyboard.press(layout === 'Lista' ? 'ArrowDown' : 'ArrowRight')
      await expect(itemOf('Plan')).toBeFocused()
      await app.keyboard.press('ContextMenu')
      await expect(itemOf('Plan')).toHaveAttribute('aria-selected', 'true')
      await judge(one, layout === 'Lista' ? 'files-item-menu' : 'files-item-menu-grid')
      await app.keyboard.press('Shift+Tab')
      await expect(app.getByRole('menu')).toBeHidden()
      await app.keyboard.press('Tab')
      await expect(itemOf('Plan')).toBeFocused()
    })
  }
})

test('What a menu opens gives the focus back to where the menu was opened', async ({ syncing }) => {
  const { one, page, same } = await syncing(async (files) => {
    for (const name of names) await files.put(name, name)
  })
  const app = page()
  const { keyboard } = app
  const dialog = app.getByRole('dialog')
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const choose = async (name: string) => {
    await firstAction(app).waitFor()
    await app.getByRole('menuitem', { name, exact: true }).focus()
    await keyboard.press('Enter')
    await dialog.waitFor()
  }
  await same(names)
  await expect(rowOf(/Mätstationer/)).toContainText('Synkad')

  await test.step('sharing, from an item', async () => {
    await rowOf(/Mätstationer/).focus()
    await keyboard.press('ContextMenu')
    await choose('Dela')
    await expect(dialog.getByRole('combobox', { name: 'Namn, grupp eller e-post' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expectFocus(app, rowOf(/Mätstationer/))
    await keyboard.press('ContextMenu')
    await choose('Dela')
    await dialog.getByRole('button', { name: 'Stäng' }).focus()
    await keyboard.press('Enter')
    await expectFocus(app, rowOf(/Mätstationer/))
  })
  await test.step('sharing, after it was shared', async () => {
    await keyboard.press('ContextMenu')
    await choose('Dela')
    await dialog.getByRole('combobox', { name: 'Namn, grupp eller e-post' }).fill('Johan')
    await dialog.getByRole('listbox').getByRole('option').first().waitFor()
    await keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Dela', exact: true }).focus()
    await keyboard.press('Enter')
    await expect(rowOf(/Mätstationer/)).toContainText('Delad')
    await expect(rowOf(/Mätstationer/)).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(rowOf(/Plan/)).toBeFocused()
  })
  await test.step('sharing, from the toolbar and the details', async () => {
    await app.getByRole('button', { name: 'Detaljer' }).first().click()
    for (const place of [app.getByRole('toolbar'), app.getByRole('complementary')]) {
      const button = place.getByRole('button', { name: 'Fler val för Plan.txt' })
      await button.focus()
      await keyboard.press('Enter')
      await choose('Dela')
      await keyboard.press('Escape')
      await expectFocus(app, button)
    }
  })
  await test.step('a new folder that is not made after all', async () => {
    const button = app.getByRole('button', { name: 'Nytt' })
    await button.focus()
    await keyboard.press('Enter')
    await expect(firstAction(app)).toBeFocused()
    await keyboard.press('Escape')
    await expect(app.getByRole('menu')).toBeHidden()
    await expect(button).toBeFocused()
    await keyboard.press('Enter')
    await judge(one, 'files-new-menu')
    await choose('Mapp')
    await keyboard.press('Escape')
    await expectFocus(app, button)
  })
  await test.step('renaming leaves the focus on the item under its new name', async () => {
    await rowOf(/Plan/).focus()
    await keyboard.press('Shift+F10')
    await choose('Byt namn')
    await keyboard.type('Tidplan')
    await keyboard.press('Enter')
    await expect(rowOf(/Tidplan\.txt/)).toBeFocused()
  })
})

test('A right click opens the menu where the pointer is, the keyboard at the item', async ({ syncing }) => {
  const { one, page, same } = await syncing(async (files) => {
    for (const name of names) await files.put(name, name)
  })
  const app = page()
  await same(names)
  const itemOf = (name: string) => app.locator('[data-item]', { hasText: name })
  /** Clicks at a point of the item, and returns how far from there the menu begins, in px. */
  const rightClick = async (name: string, x: number, y: number) => {
    const item = (await itemOf(name).boundingBox())!
    await itemOf(name).click({ button: 'right', position: { x, y } })
    await expect(itemOf(name)).toHaveAttribute('aria-selected', 'true')
    await expect(firstAction(app)).toBeFocused()
    const menu = (await app.getByRole('menu').boundingBox())!
    return Math.max(Math.abs(menu.x - item.x - x), Math.abs(menu.y - item.y - y))
  }
  /** How far the menu ends from where a button does, in px. */
  const betweenEnds = async (button: Locator) => {
    const [menu, end] = [(await app.getByRole('menu').boundingBox())!, (await button.boundingBox())!]
    return Math.abs(menu.x + menu.width - end.x - end.width)
  }
  for (const layout of ['Lista', 'Rutnät'])
    await test.step(layout, async () => {
      await app.getByRole('button', { name: layout }).click()
      await expect.poll(() => rightClick('Mätstationer', 60, 10)).toBeLessThan(8)
      // On another item, and elsewhere on the same one, while the menu is open.
      await expect.poll(() => rightClick('Djupkurvor', 30, 20)).toBeLessThan(8)
      await expect.poll(() => rightClick('Djupkurvor', 90, 14)).toBeLessThan(8)
      if (layout === 'Lista') await judge(one, 'files-item-menu-pointer')
      await app.keyboard.press('Escape')
      await expect(app.getByRole('menu')).toBeHidden()
      await expect(itemOf('Djupkurvor')).toBeFocused()
      await app.keyboard.press('ContextMenu')
      await expect(firstAction(app)).toBeFocused()
      await expect
        .poll(() => betweenEnds(itemOf('Djupkurvor').getByRole('button', { name: /^Fler val/ })))
        .toBeLessThan(8)
      await app.keyboard.press('Escape')
      await expect(app.getByRole('menu')).toBeHidden()
    })
})
