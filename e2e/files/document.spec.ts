import type { Page } from '@playwright/test'
import { composerOf, openRoom, rowOf } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
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

test('Beside a document stand its conversation or its history, and when it was saved', async ({ syncing, stack }) => {
  await startAfresh(stack.info, [stack.info.people[7]!])
  const { one, page, files, person, same } = await syncing(async (files) => {
    await files.makeFolder('Sjödata')
    await files.put('Sjödata/Plan.md', 'Version ett')
    await files.put('Sjödata/Plan.md', 'Version två')
  })
  const plain = await connectPlain(stack.info, person)
  for (const name of ['Kartportal', 'Mätdata']) await plain.createRoom(name)
  const app = page()
  const { keyboard } = app
  await same(['Sjödata/', 'Sjödata/Plan.md'])
  await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
  await openRoom(app, 'Kartportal')
  await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
  await app.getByRole('row', { name: /Sjödata/ }).dblclick()
  await app.getByRole('row', { name: /Plan\.md/ }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Öppna här' }).click()
  const editor = await editorOf(one)
  await expect(editor.getByRole('textbox')).toHaveValue(/Version två/)
  const chat = app.getByRole('complementary', { name: 'Konversation bredvid' })
  const history = app.getByRole('complementary', { name: 'Versioner' })
  const header = app.getByRole('banner').filter({ hasText: 'Plan.md' })
  const historyButton = app.getByRole('button', { name: 'Historik' })

  await test.step('the head says when it was saved and where, and follows what is saved', async () => {
    await expect(header).toContainText(/Sjödata.*Sparat \d\d:\d\d på moln\.insjoverket\.test/)
    const aYearAgo = new Date(Date.now() - 400 * 86_400_000)
    await files.setModified('Sjödata/Plan.md', aYearAgo)
    await expect(header).toContainText(new RegExp(`Sparat \\d+ \\S+ ${aYearAgo.getFullYear()} på`), { timeout: 60_000 })
    await editor.getByRole('textbox').fill('Version tre')
    await editor.getByRole('button', { name: 'Spara' }).click()
    await expect(header).toContainText(/Sparat \d\d:\d\d på/, { timeout: 60_000 })
  })
  await test.step('the conversation says what it is, and another is chosen by keyboard', async () => {
    await expect(chat.getByRole('heading', { name: 'Kartportal' })).toBeVisible()
    await expect(chat).toContainText('Kanal · 1 medlem')
    await judge(one, 'document-chat')
    await chat.getByRole('button', { name: 'Välj konversation' }).focus()
    await keyboard.press('Enter')
    await keyboard.type('M')
    await expect(app.getByRole('menuitem', { name: 'Mätdata' })).toBeFocused()
    const menu = await app.getByRole('menu').boundingBox()
    const panel = await chat.boundingBox()
    expect(menu!.x, 'the editor lies over what is left of the panel').toBeGreaterThanOrEqual(panel!.x)
    await judge(one, 'document-rooms')
    await keyboard.press('Enter')
    await expect(chat.getByRole('heading', { name: 'Mätdata' })).toBeVisible()
    await expect(composerOf(app, 'Mätdata')).toBeVisible()
  })
  await test.step('the history takes its place, and Esc gives the focus back', async () => {
    await historyButton.focus()
    await keyboard.press('Enter')
    await expect(chat).toBeHidden()
    await expect(history.getByRole('listitem')).toHaveCount(3)
    await judge(one, 'document-history')
    await history.getByRole('button', { name: 'Stäng panelen' }).focus()
    await keyboard.press('Escape')
    await expect(history).toBeHidden()
    await expect(historyButton).toBeFocused()
    await app.getByRole('button', { name: 'Konversation bredvid' }).click()
    await expect(chat.getByRole('heading', { name: 'Mätdata' })).toBeVisible()
    await chat.getByRole('button', { name: 'Stäng panelen' }).click()
    await expect(app.getByRole('button', { name: 'Konversation bredvid' })).toBeFocused()
    await keyboard.press('Enter')
  })
  await test.step('a version is named and put back beside it: unsaved work is asked about, and the editor begins with it', async () => {
    await editor.getByRole('textbox').fill('Utkast, inte sparat')
    await historyButton.click()
    const first = history.getByRole('listitem').last()
    await first.getByRole('button').first().click()
    await first.getByRole('button', { name: /^Fler val/ }).click()
    await app.getByRole('menuitem', { name: 'Namnge versionen' }).click()
    await app.getByRole('dialog').getByRole('textbox').fill('Första utkastet')
    await keyboard.press('Enter')
    await expect(first).toContainText('Första utkastet')
    await first.getByRole('button', { name: 'Återställ' }).click()
    await expect(app.getByRole('dialog')).toContainText('utan att spara')
    await app.getByRole('button', { name: 'Stäng utan att spara' }).click()
    await expect(app.getByText('Versionen är återställd.')).toBeVisible()
    await expect.poll(async () => (await editorOf(one)).getByRole('textbox').inputValue()).toBe('Version två')
    await expect(history.getByRole('listitem')).toHaveCount(3)
    await judge(one, 'document-restored')
    await app.getByRole('button', { name: 'Konversation bredvid' }).click()
  })
  await test.step('to go to the conversation closes the document, and unsaved work is asked about', async () => {
    const editor = await editorOf(one)
    await editor.getByRole('textbox').fill('Version fyra, inte sparad')
    await chat.getByRole('button', { name: 'Öppna i Chatt' }).click()
    await app.getByRole('button', { name: 'Fortsätt redigera' }).click()
    await expect(editor.getByRole('textbox')).toHaveValue('Version fyra, inte sparad')
    await chat.getByRole('button', { name: 'Öppna i Chatt' }).focus()
    await keyboard.press('Enter')
    await app.getByRole('button', { name: 'Stäng utan att spara' }).focus()
    await keyboard.press('Enter')
    await expect(rowOf(app, 'Mätdata')).toHaveAttribute('aria-current', 'page')
    await expect(composerOf(app, 'Mätdata')).toBeVisible()
    await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
    await expect(app.getByRole('grid')).toBeVisible()
  })
})
