import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectFocus, go } from '../fixtures/keyboard'
import { judge } from '../fixtures/screens'
import { dropFiles, expect, test } from './syncing'

test('The folders lie under a heading that leads to where they are, is dropped on and makes new ones', async ({
  syncing
}) => {
  const { one, page, folder, same } = await syncing()
  const app = page()
  const pane = app.getByRole('navigation', { name: 'Mappar' })
  const heading = pane.getByRole('button', { name: 'Mina filer', exact: true })
  const add = pane.getByRole('button', { name: 'Ny mapp i Mina filer' })
  const treeitem = (name: string) => pane.getByRole('treeitem', { name })
  const title = (name: string) => app.getByRole('main').getByRole('heading', { name })
  await expect(app.getByText('Allt är synkat')).toBeVisible()

  await test.step('an empty root has no tree, and its heading is the current place', async () => {
    await expect(heading).toHaveAttribute('aria-current', 'page')
    await expect(pane.getByRole('tree')).toBeHidden()
    await judge(one, 'files-tree-empty')
  })
  await test.step('a new folder, by mouse and by keyboard, from wherever one is', async () => {
    await add.click()
    await app.getByRole('dialog').getByLabel('Namn').fill('Dokument')
    await app.keyboard.press('Enter')
    await expect(treeitem('Dokument')).toBeVisible()
    await treeitem('Dokument').click()
    await expect(title('Dokument')).toBeVisible()
    await expect(heading).not.toHaveAttribute('aria-current')
    await heading.focus()
    await go(app, 'Tab', add)
    await app.keyboard.press('Enter')
    await app.getByRole('dialog').getByLabel('Namn').fill('Arbetsmaterial')
    await app.keyboard.press('Enter')
    await expect(app.getByRole('row', { name: /Arbetsmaterial/ })).toHaveAttribute('aria-selected', 'true')
    await expect(heading).toHaveAttribute('aria-current', 'page')
    await same(['Arbetsmaterial/', 'Dokument/'])
  })
  await test.step('only what has folders in it can be opened, and the tree follows where one goes', async () => {
    await expect(treeitem('Dokument')).not.toHaveAttribute('aria-expanded')
    await app.getByRole('row', { name: /Dokument/ }).dblclick()
    for (const name of ['Avtal', 'Ramavtal']) {
      await app.getByRole('button', { name: 'Nytt' }).click()
      await app.getByRole('menuitem', { name: 'Mapp', exact: true }).click()
      await app.getByRole('dialog').getByLabel('Namn').fill(name)
      await app.keyboard.press('Enter')
      await app.getByRole('row', { name: new RegExp(name) }).dblclick()
      await expect(title(name)).toBeVisible()
    }
    await expect(treeitem('Dokument')).toHaveAttribute('aria-expanded', 'true')
    await expect(treeitem('Ramavtal')).toHaveAttribute('aria-selected', 'true')
    await expect(treeitem('Ramavtal')).not.toHaveAttribute('aria-expanded')
    await judge(one, 'files-tree')
  })
  await test.step('by keyboard: one stop, arrows, and the heading before it', async () => {
    await add.focus()
    await go(app, 'Tab', treeitem('Ramavtal'))
    await app.keyboard.press('ArrowRight')
    await expectFocus(app, treeitem('Ramavtal'))
    for (const name of ['Avtal', 'Avtal', 'Dokument']) {
      await app.keyboard.press('ArrowLeft')
      await expectFocus(app, treeitem(name).first())
    }
    await expect(treeitem('Avtal')).toHaveAttribute('aria-expanded', 'false')
    await app.keyboard.press('Home')
    await expectFocus(app, treeitem('Arbetsmaterial'))
    await go(app, 'Shift+Tab', heading)
    await app.keyboard.press('Enter')
    await expect(title('Mina filer')).toBeVisible()
  })
  await test.step('what is dropped on the heading lands in the root', async () => {
    await treeitem('Arbetsmaterial').click()
    const given = join(one.home, 'Utkast.txt')
    await writeFile(given, 'utkast')
    await dropFiles(app, heading, [given])
    await expect.poll(() => readdir(folder)).toContain('Utkast.txt')
  })
})

test('Several files are taken from the computer and come back, from the toolbar', async ({ syncing }) => {
  const { page, folder, same } = await syncing(async (files) => {
    for (const name of ['Ett.txt', 'Två.txt', 'Tre.txt']) await files.put(name, name)
  })
  const app = page()
  const row = (name: RegExp) => app.getByRole('row', { name })
  const toolbar = app.getByRole('toolbar')
  await same(['Ett.txt', 'Tre.txt', 'Två.txt'])
  await row(/Ett/).click()
  await row(/Tre/).click({ modifiers: ['Shift'] })
  await toolbar.getByRole('button', { name: 'Ta bort från datorn' }).click()
  await expect(app.getByText('2 objekt finns kvar på servern och tas bort från datorn')).toBeVisible()
  await expect.poll(() => readdir(folder)).not.toContain('Tre.txt')
  await expect(row(/Tre/)).toContainText('Endast online')
  await row(/Två/).click({ modifiers: ['Control'] })
  await toolbar.getByRole('button', { name: 'Behåll på datorn' }).focus()
  await app.keyboard.press('Enter')
  await expect(app.getByText('2 objekt hämtas till datorn')).toBeVisible()
  await same(['Ett.txt', 'Tre.txt', 'Två.txt'])
})
