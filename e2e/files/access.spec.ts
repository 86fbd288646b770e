import type { Page } from '@playwright/test'
import { openRoom } from '../fixtures/chat'
import { connectFiles } from '../fixtures/files'
import { expectFocus, go } from '../fixtures/keyboard'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import { expect, openFiles, test } from './syncing'

const server = 'moln.insjoverket.test'
const room = 'Kartportal'

const openChat = (app: Page) =>
  app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()

test('A file is shared in a conversation, and with those who cannot open it, by mouse and by keyboard', async ({
  syncing,
  stack
}) => {
  const johan = stack.info.people[3]!
  await startAfresh(stack.info, [stack.info.people[7]!, johan])
  const theirs = connectFiles(stack.info, johan)
  await theirs.empty()
  const { one, page, person, same } = await syncing(async (files) => {
    await files.put('Karta.pdf', 'karta')
    await files.put('Leverans.zip', 'leverans')
  })
  const [own, peer] = [await connectPlain(stack.info, person), await connectPlain(stack.info, johan)]
  const roomId = await peer.createRoom(room, [own])
  const cards = async () =>
    (await peer.events(roomId)).flatMap(({ content }) => {
      const card = content['org.samverk.file'] as { readonly name: string } | undefined
      return card ? [card.name] : []
    })
  const app = page()
  await same(['Karta.pdf', 'Leverans.zip'])
  await openChat(app)
  await openRoom(app, room)
  await openFiles(app)
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const asks = (name: string) => app.getByRole('dialog', { name: `Alla kan inte öppna ${name}` })

  await test.step('by mouse', async () => {
    await rowOf(/Karta\.pdf/).click({ button: 'right' })
    await app.getByRole('menuitem', { name: 'Dela i en konversation' }).click()
    await app.getByRole('dialog').getByRole('option', { name: room }).click()
    await expect.poll(cards).toEqual(['Karta.pdf'])
    await expect(asks('Karta.pdf')).toContainText(johan.name)
    await judge(one, 'files-access')
    await asks('Karta.pdf').getByRole('button', { name: 'Dela med dem' }).click()
    await expect(app.getByText('Karta.pdf är delad med 1 till.')).toBeVisible()
    await expect.poll(theirs.paths).toEqual(['Karta.pdf'])
  })
  await test.step('by keyboard', async () => {
    const dialog = asks('Leverans.zip')
    const right = dialog.getByRole('combobox')
    const [notNow, give] = ['Inte nu', 'Dela med dem'].map((name) => dialog.getByRole('button', { name }))
    const more = app.getByRole('toolbar').getByRole('button', { name: 'Fler val för Leverans.zip' })
    await rowOf(/Karta\.pdf/).focus()
    await app.keyboard.press('ArrowDown')
    await expect(rowOf(/Leverans\.zip/)).toBeFocused()
    await go(app, 'Shift+F6', app.getByRole('toolbar').getByRole('button').first())
    await go(app, 'Tab', more)
    await app.keyboard.press('Enter')
    await expect(app.getByRole('menu').locator('[data-active-item]')).toBeVisible()
    const share = app.getByRole('menuitem', { name: 'Dela i en konversation' })
    while (!(await share.evaluate((item) => item === document.activeElement))) await app.keyboard.press('ArrowDown')
    await app.keyboard.press('Enter')
    await expect(app.getByRole('dialog').getByRole('combobox')).toBeFocused()
    await app.keyboard.type('kartp')
    await app.keyboard.press('Enter')
    await expect.poll(cards).toEqual(['Karta.pdf', 'Leverans.zip'])
    await expectFocus(app, right)
    await app.keyboard.press('Tab')
    await expectFocus(app, notNow!)
    await app.keyboard.press('Tab')
    await expectFocus(app, give!)
    await go(app, 'Shift+Tab', right)
    await app.keyboard.press('ArrowDown')
    await expect(right).toHaveValue('edit')
    await go(app, 'Tab', give!)
    await app.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect.poll(theirs.paths).toEqual(['Karta.pdf', 'Leverans.zip'])
    // The menu that led here is gone: the focus is in the list, not nowhere.
    await expect(app.getByRole('main').locator(':focus')).toHaveCount(1)
  })
})

test('A conversation’s folder: who cannot open it is offered it by keyboard, and without the server it is still there', async ({
  syncing,
  stack
}) => {
  const johan = stack.info.people[3]!
  await startAfresh(stack.info, [stack.info.people[7]!, johan])
  const theirs = connectFiles(stack.info, johan)
  await theirs.empty()
  const { one, page, person, same } = await syncing(async (files) => {
    await files.makeFolder('Sjödata')
    await files.put('Sjödata/Djup.txt', 'djup')
  })
  const own = await connectPlain(stack.info, person)
  await own.createRoom(room, [await connectPlain(stack.info, johan)])
  const app = page()
  await same(['Sjödata/', 'Sjödata/Djup.txt'])
  await openChat(app)
  await openRoom(app, room)
  const tab = app.getByRole('tab', { name: /^Filer/ })
  const panel = app.getByRole('tabpanel')
  const asks = app.getByRole('dialog', { name: 'Alla kan inte öppna Sjödata' })

  await test.step('choosing it asks; Esc changes nothing and gives the focus back', async () => {
    await app.getByRole('tab', { name: 'Konversation' }).focus()
    await app.keyboard.press('ArrowRight')
    await go(app, 'Tab', app.getByRole('button', { name: 'Välj mapp' }))
    await app.keyboard.press('Enter')
    const dialog = app.getByRole('dialog')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Sjödata' }))
    await app.keyboard.press('Enter')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Använd mappen' }))
    await app.keyboard.press('Enter')
    await expect(asks).toContainText(johan.name)
    await judge(one, 'room-files-access')
    await expectFocus(app, asks.getByRole('combobox'))
    await app.keyboard.press('Tab')
    await expectFocus(app, asks.getByRole('button', { name: 'Inte nu' }))
    await app.keyboard.press('Tab')
    await expectFocus(app, asks.getByRole('button', { name: 'Dela med dem' }))
    await app.keyboard.press('Escape')
    await expect(asks).toBeHidden()
    await expect(panel.locator(':focus')).toHaveCount(1)
    expect(await theirs.paths()).toEqual([])
  })
  await test.step('without the server what is here is shown, and what is made here waits', async () => {
    await stack.faults.set({ host: server, down: true })
    await expect(panel.getByText('Du är frånkopplad.')).toBeVisible({ timeout: 90_000 })
    await expect(panel.getByRole('row', { name: /Djup\.txt/ })).toContainText('Tillgänglig offline')
    await panel.getByRole('row', { name: /Djup\.txt/ }).focus()
    await app.keyboard.press('F2')
    await app.getByRole('dialog').getByLabel('Namn').fill('Djupkurvor.txt')
    await app.keyboard.press('Enter')
    await expect(panel.getByRole('row', { name: /Djupkurvor\.txt/ })).toBeVisible()
    await judge(one, 'room-files-away')
  })
  await test.step('also when the tab is left and opened again', async () => {
    await app.getByRole('tab', { name: 'Konversation' }).click()
    await tab.click()
    await expect(panel.getByRole('row', { name: /Djupkurvor\.txt/ })).toBeVisible()
  })
  await test.step('and recovers when the server is back', async () => {
    await stack.faults.clear()
    await expect(panel.getByText('Du är frånkopplad.')).toBeHidden({ timeout: 120_000 })
    await same(['Sjödata/', 'Sjödata/Djupkurvor.txt'], 60_000)
    await expect(panel.getByRole('row', { name: /Djupkurvor\.txt/ })).toContainText('Synkad')
  })
})
