import type { Page } from '@playwright/test'
import { composerOf, openRoom } from '../fixtures/chat'
import { go } from '../fixtures/keyboard'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import type { Computer } from '../fixtures/test'
import { expect, test } from './syncing'

const room = 'Kartportal'
const last = 'Översikt.pdf'
const others = Array.from({ length: 40 }, (_, index) => `Mätserie ${index + 1}.zip`)

const openPlace = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name }).click()

/** Takes note of what the browser is asked to show, and shows nothing. */
const watchBrowser = (one: Computer) =>
  one.app().evaluate(({ shell }) => {
    const shown: string[] = []
    Reflect.set(globalThis, 'shown', shown)
    shell.openExternal = (url) => {
      shown.push(url)
      return Promise.resolve()
    }
  })
const shownBy = (one: Computer) => one.app().evaluate(() => Reflect.get(globalThis, 'shown') as readonly string[])

test('The card of a file in a conversation leads to where the file lies, by mouse and by keyboard', async ({
  syncing,
  stack
}) => {
  await startAfresh(stack.info, [stack.info.people[7]!])
  const { one, page, person, same } = await syncing(async (files) => {
    await files.makeFolder('Underlag')
    for (const name of [...others, last]) await files.put(`Underlag/${name}`, name)
  })
  const plain = await connectPlain(stack.info, person)
  const roomId = await plain.createRoom(room)
  const app = page()
  const { keyboard } = app
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const openCard = app.getByRole('button', { name: `Öppna ${last}` })
  await same(['Underlag/', ...[...others, last].map((name) => `Underlag/${name}`)])

  await test.step('it is shared there from the Files place', async () => {
    await rowOf(/Underlag/).dblclick()
    await rowOf(/Mätserie 1\.zip/).focus()
    await keyboard.press('End')
    await expect(rowOf(/Översikt/)).toBeFocused()
    await expect(rowOf(/Översikt/)).toContainText('Synkad')
    await keyboard.press('ContextMenu')
    await app.getByRole('menuitem', { name: 'Dela i en konversation' }).click()
    await app.getByRole('option', { name: room }).waitFor()
    await keyboard.press('Enter')
    await expect(app.getByRole('dialog')).toBeHidden()
    await app.getByRole('navigation', { name: 'Mappar' }).getByRole('button', { name: 'Papperskorg' }).click()
  })
  await test.step('by mouse: from another view to the folder, where it is selected and in sight', async () => {
    await openPlace(app, 'Chatt')
    await openRoom(app, room)
    await openCard.click()
    await expect(app.getByRole('heading', { name: 'Underlag' })).toBeVisible()
    await expect(rowOf(/Översikt/)).toHaveAttribute('aria-selected', 'true')
    await expect(rowOf(/Översikt/)).toBeInViewport()
    await expect(rowOf(/Översikt/)).toBeFocused()
    await judge(one, 'files-from-card')
  })
  await test.step('by keyboard: the keys go on from the file', async () => {
    await openPlace(app, 'Chatt')
    await composerOf(app, room).focus()
    await go(app, 'Shift+Tab', openCard)
    await keyboard.press('Enter')
    await expect(rowOf(/Översikt/)).toBeFocused()
    await keyboard.press('ArrowUp')
    await expect(rowOf(/Mätserie 40/)).toBeFocused()
  })
  await test.step('what is not among one’s own files is shown in the browser', async () => {
    await watchBrowser(one)
    const server = 'https://moln.insjoverket.test'
    const url = `${server}/index.php/f/99999999`
    const card = { version: 1, server, file_id: '99999999', name: 'Bilaga.pdf' }
    await plain.send(roomId, { msgtype: 'm.text', body: `Bilaga.pdf ${url}`, 'org.samverk.file': card })
    await openPlace(app, 'Chatt')
    await app.getByRole('button', { name: 'Öppna Bilaga.pdf' }).click()
    await expect.poll(() => shownBy(one)).toEqual([url])
    await expect(composerOf(app, room)).toBeVisible()
  })
})
