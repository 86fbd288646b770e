import type { Page } from '@playwright/test'
import { changeFiles } from '../../scripts/stack/files/control'
import { composerOf, openRoom } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import type { Computer } from '../fixtures/test'
import { expect, openFiles, test } from './syncing'

const server = 'moln.insjoverket.test'

const isEditor = (page: Page) => page.url().startsWith(`https://${server}/`)

async function editorOf(one: Computer): Promise<Page> {
  await expect.poll(() => one.app().windows().some(isEditor)).toBe(true)
  return one.app().windows().find(isEditor)!
}

const closed = (one: Computer) => expect.poll(() => one.app().windows().some(isEditor)).toBe(false)

test('New documents of the server, by mouse and by keyboard, with templates, clashes and no server', async ({
  syncing,
  stack
}) => {
  const logged: string[] = []
  const { one, page, files, same } = await syncing(async (files) => {
    await files.makeFolder('Möten')
    await files.put('Möten/Protokoll.md', 'från förra mötet')
  })
  one
    .app()
    .process()
    .stdout?.on('data', (text: Buffer) => logged.push(String(text)))
  one
    .app()
    .process()
    .stderr?.on('data', (text: Buffer) => logged.push(String(text)))
  const app = page()
  const { keyboard } = app
  const dialog = app.getByRole('dialog', { name: 'Vad ska dokumentet heta?' })
  const menuItem = (name: string) => app.getByRole('menuitem', { name, exact: true })
  await same(['Möten/', 'Möten/Protokoll.md'])

  await test.step('by mouse: what the server makes is offered; the document opens beside its conversation', async () => {
    await app.getByRole('button', { name: 'Nytt' }).click()
    await expect(app.getByRole('menuitem')).toHaveText(['Mapp', 'Textdokument (.md)', 'Tabell', 'Textdokument (.txt)'])
    await judge(one, 'files-new-menu')
    await menuItem('Textdokument (.md)').click()
    await expect(dialog.getByLabel('Namn')).toHaveValue('Nytt dokument')
    await judge(one, 'files-new-document')
    await dialog.getByLabel('Namn').fill('Anteckningar')
    await dialog.getByRole('button', { name: 'Skapa och öppna' }).click()
    await expect(app.getByRole('heading', { name: 'Anteckningar.md' })).toBeVisible()
    const editor = await editorOf(one)
    await editor.getByRole('textbox').fill('Vi började klockan nio')
    await editor.getByRole('button', { name: 'Spara' }).click()
    await expect(editor.getByRole('status')).toHaveText('Sparat')
    const token = new URL(editor.url()).pathname.split('/').at(-1) ?? ''
    await app.getByRole('button', { name: 'Stäng dokumentet' }).click()
    await closed(one)
    await expect(app.getByRole('row', { name: /Anteckningar\.md/ })).toHaveAttribute('aria-selected', 'true')
    await same(['Anteckningar.md', 'Möten/', 'Möten/Protokoll.md'])
    expect(token).toHaveLength(64)
    expect(logged.join('')).not.toContain(token)
  })
  await test.step('a name that is taken is said, and nothing is overwritten', async () => {
    await app.getByRole('row', { name: /Möten/ }).dblclick()
    await expect(app.getByRole('row', { name: /Protokoll\.md/ })).toBeVisible()
    await app.getByRole('button', { name: 'Nytt' }).click()
    await menuItem('Textdokument (.md)').click()
    await dialog.getByLabel('Namn').fill('protokoll.md')
    await keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('Det finns redan något med det namnet')
    await judge(one, 'files-new-document-taken')
    await dialog.getByLabel('Namn').fill('vad?')
    await keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('Namnet går inte att använda på alla datorer')
    await dialog.getByRole('button', { name: 'Avbryt' }).click()
  })
  await test.step('by keyboard: a template is chosen, its picture shown, and the document begins with it', async () => {
    await app.getByRole('button', { name: 'Nytt' }).focus()
    await keyboard.press('Enter')
    await expect(menuItem('Mapp')).toBeFocused()
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await expect(menuItem('Tabell')).toBeFocused()
    await keyboard.press('Enter')
    await expect(dialog.getByLabel('Namn')).toBeFocused()
    await keyboard.type('Deltagare')
    await expect(dialog.getByRole('radio')).toHaveText(['Tomt dokument', 'Mätserie', 'Deltagarlista'])
    await keyboard.press('Tab')
    await expect(dialog.getByRole('radio', { name: 'Tomt dokument' })).toBeFocused()
    await keyboard.press('ArrowRight')
    await expect(dialog.getByRole('radio', { name: 'Mätserie' })).toBeChecked()
    await keyboard.press('End')
    await expect(dialog.getByRole('radio', { name: 'Deltagarlista' })).toBeChecked()
    await expect(dialog.getByRole('radio', { name: 'Deltagarlista' }).locator('img[src^="blob:"]')).toBeVisible()
    await judge(one, 'files-new-document-templates')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    const editor = await editorOf(one)
    await expect(editor.getByRole('textbox')).toHaveValue(/^Namn;Organisation/)
    await app.getByRole('button', { name: 'Stäng dokumentet' }).focus()
    await keyboard.press('Enter')
    await closed(one)
    await same(['Anteckningar.md', 'Möten/', 'Möten/Deltagare.csv', 'Möten/Protokoll.md'])
    expect((await files.tree())['Möten/Protokoll.md']).toBeDefined()
  })
  await test.step('templates that do not come are asked for again', async () => {
    await stack.faults.set({ host: server, spoil: [{ method: 'GET', path: '/templates/', times: 1, reply: 500 }] })
    await app.getByRole('button', { name: 'Nytt' }).click()
    await menuItem('Tabell').click()
    await expect(dialog.getByRole('alert')).toContainText('Mallarna gick inte att hämta')
    await judge(one, 'files-new-document-no-templates')
    await expect(dialog.getByRole('button', { name: 'Skapa och öppna' })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Försök igen' }).click()
    await expect(dialog.getByRole('radio')).toHaveCount(3)
    await keyboard.press('Escape')
    await stack.faults.clear()
  })
  await test.step('without the server they are off and say so; a folder and a text document are made all the same', async () => {
    await stack.faults.set({ host: server, down: true })
    await expect(app.getByRole('button', { name: 'Försök igen' })).toBeVisible()
    await app.getByRole('button', { name: 'Nytt' }).click()
    await expect(menuItem('Tabell')).toBeDisabled()
    await expect(menuItem('Tabell')).toHaveAccessibleDescription('Går när du är online')
    await judge(one, 'files-new-menu-away')
    await menuItem('Mapp').click()
    await app.getByRole('dialog').getByLabel('Namn').fill('Under tiden')
    await keyboard.press('Enter')
    await expect(app.getByRole('row', { name: /Under tiden/ })).toBeVisible()
    await app.getByRole('button', { name: 'Nytt' }).click()
    await menuItem('Textdokument (.md)').click()
    await expect(dialog.getByLabel('Namn')).toHaveValue('Nytt dokument')
    await expect(dialog.getByLabel('Namn')).toHaveAccessibleDescription(/skickas när du är online.*\.md läggs till/)
    await judge(one, 'files-new-document-away')
    await dialog.getByLabel('Namn').fill('protokoll')
    await dialog.getByRole('button', { name: 'Skapa' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Det finns redan något med det namnet')
    await dialog.getByLabel('Namn').fill('På tåget')
    await dialog.getByRole('button', { name: 'Skapa' }).click()
    const made = app.getByRole('row', { name: /På tåget\.md/ })
    await expect(made).toHaveAttribute('aria-selected', 'true')
    await expect(made).toContainText('Ändrad lokalt')
    await stack.faults.clear()
    await app.getByRole('button', { name: 'Försök igen' }).click()
    await same([
      ...['Anteckningar.md', 'Möten/', 'Möten/Deltagare.csv', 'Möten/Protokoll.md'],
      ...['Möten/På tåget.md', 'Möten/Under tiden/']
    ])
  })
  await test.step('a server that makes none: a text document is made on the computer', async () => {
    await changeFiles(stack.info.local.filesControl, { editing: 'off' })
    try {
      await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
      await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
      await expect(async () => {
        await app.getByRole('button', { name: 'Nytt' }).click()
        const offered = await app.getByRole('menuitem').allTextContents()
        await keyboard.press('Escape')
        expect(offered).toEqual(['Mapp', 'Textdokument'])
      }).toPass()
      await app.getByRole('button', { name: 'Nytt' }).click()
      await menuItem('Textdokument').click()
      await dialog.getByLabel('Namn').fill('Utan redigerare')
      await dialog.getByRole('button', { name: 'Skapa' }).click()
      await same([
        ...['Anteckningar.md', 'Möten/', 'Möten/Deltagare.csv', 'Möten/Protokoll.md'],
        ...['Möten/På tåget.md', 'Möten/Under tiden/', 'Möten/Utan redigerare.md']
      ])
    } finally {
      await changeFiles(stack.info.local.filesControl, { editing: 'on' })
    }
  })
})

test('Started without the server, the app makes a text document by keyboard, which goes up when the server is back', async ({
  syncing,
  stack
}) => {
  const { one, same } = await syncing((files) => files.put('Plan.txt', 'en plan'))
  await same(['Plan.txt'])
  await one.quit()
  await stack.faults.set({ host: server, down: true })
  const app = await one.start()
  await openFiles(app)
  await expect(app.getByRole('button', { name: 'Försök igen' })).toBeVisible()
  await app.getByRole('button', { name: 'Nytt' }).focus()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('menuitem')).toHaveText(['Mapp', 'Textdokument'])
  await expect(app.getByText('Går när du är online')).toBeHidden()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('dialog').getByLabel('Namn')).toBeFocused()
  await app.keyboard.type('Skrivet hemma')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('row', { name: /Skrivet hemma\.md/ })).toBeFocused()
  await expect(app.getByRole('alert')).toBeHidden()
  await stack.faults.clear()
  await app.getByRole('button', { name: 'Försök igen' }).click()
  await same(['Plan.txt', 'Skrivet hemma.md'])
})

test('In a conversation’s folder a new document lies beside that conversation', async ({ syncing, stack }) => {
  await startAfresh(stack.info, [stack.info.people[7]!])
  const { one, page, files, person, same } = await syncing(async (files) => {
    await files.makeFolder('Sjödata')
    await files.put('Sjödata/Plan.md', 'plan')
  })
  const plain = await connectPlain(stack.info, person)
  await plain.createRoom('Kartportal')
  const app = page()
  await same(['Sjödata/', 'Sjödata/Plan.md'])
  await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
  await openRoom(app, 'Kartportal')
  await app.getByRole('tab', { name: 'Filer' }).click()
  await app.getByRole('button', { name: 'Välj mapp' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Sjödata' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Använd mappen' }).click()
  await expect(app.getByRole('row', { name: /Plan\.md/ })).toBeVisible()
  await app.getByRole('button', { name: 'Nytt' }).click()
  await app.getByRole('menuitem', { name: 'Textdokument (.md)' }).click()
  await app.getByRole('dialog').getByLabel('Namn').fill('Möte')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Möte.md' })).toBeVisible()
  await editorOf(one)
  await expect(composerOf(app, 'Kartportal')).toBeVisible()
  await judge(one, 'document-new-in-room')
  await app.getByRole('button', { name: 'Stäng dokumentet' }).click()
  await same(['Sjödata/', 'Sjödata/Möte.md', 'Sjödata/Plan.md'])
  expect(await files.paths()).toContain('Sjödata/Möte.md')
})
