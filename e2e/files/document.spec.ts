import type { Page } from '@playwright/test'
import { judge } from '../fixtures/screens'
import type { Computer } from '../fixtures/test'
import { expect, test } from './syncing'

/** The editor's page: a native view inside the main window, seen by its address. */
async function editorOf(one: Computer): Promise<Page> {
  const find = () =>
    one
      .app()
      .windows()
      .find((page) => page.url().startsWith('https://moln.insjoverket.test/'))
  await expect.poll(find).toBeDefined()
  return find()!
}

/** The addresses of everything that the app shows, as main knows them. */
const urlsOf = (one: Computer) =>
  one.app().evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getURL()))

test('A document opens beside its conversation, is saved, and unsaved work is asked about', async ({ syncing }) => {
  const { one, page, files, same } = await syncing((files) => files.put('Plan.md', 'Version ett'))
  const app = page()
  await same(['Plan.md'])
  await app.getByRole('row', { name: /Plan\.md/ }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Öppna här' }).click()
  await expect(app.getByRole('heading', { name: 'Plan.md' })).toBeVisible()
  const editor = await editorOf(one)
  await expect(editor.getByRole('textbox')).toHaveValue(/Version ett/)

  await test.step('it is a page of the server without any of the app’s powers', async () => {
    expect(
      await editor.evaluate(() => [
        typeof Reflect.get(globalThis, 'samverk'),
        typeof Reflect.get(globalThis, 'require')
      ])
    ).toEqual(['undefined', 'undefined'])
  })
  await test.step('what is saved reaches the server and this computer', async () => {
    await editor.getByRole('textbox').fill('Version två')
    await editor.getByRole('button', { name: 'Spara' }).click()
    await expect(editor.getByRole('status')).toHaveText('Sparat')
    await same(['Plan.md'])
  })
  await test.step('unsaved work is asked about', async () => {
    await judge(one, 'document')
    await editor.getByRole('textbox').fill('Version tre, inte sparad')
    await app.getByRole('button', { name: 'Stäng dokumentet' }).click()
    await expect(app.getByRole('dialog')).toContainText('utan att spara')
    await judge(one, 'document-unsaved')
    await app.getByRole('button', { name: 'Fortsätt redigera' }).click()
    await expect(editor.getByRole('textbox')).toHaveValue('Version tre, inte sparad')
  })
  await test.step('it may not lead anywhere else', async () => {
    await editor.getByRole('button', { name: 'Spara' }).click()
    await expect(editor.getByRole('status')).toHaveText('Sparat')
    const before = editor.url()
    await editor.evaluate(() => {
      window.location.href = 'https://insjoverket.test/'
    })
    expect(await urlsOf(one)).toContain(before)
    await app.getByRole('button', { name: 'Stäng dokumentet' }).click()
    await expect(app.getByRole('grid')).toBeVisible()
    expect(await urlsOf(one)).not.toContain(before)
  })
  expect(Object.keys(await files.tree())).toEqual(['Plan.md'])
})
