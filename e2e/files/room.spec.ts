import { composerOf, openRoom } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import { expect, test } from './syncing'

const workspace = 'org.samverk.workspace'

test('A conversation has a folder, which is worked in beside what is said', async ({ syncing, stack }) => {
  await startAfresh(stack.info, [stack.info.people[7]!])
  const { one, page, files, person, same } = await syncing(async (files) => {
    await files.makeFolder('Sjödata')
    await files.makeFolder('Sjödata/Kartportal')
    await files.makeFolder('Sjödata/Kartportal/Protokoll')
    for (const name of ['Leveransspecifikation.odt', 'Mätstationer 2026.ods', 'Remissammanställning.pdf'])
      await files.put(`Sjödata/Kartportal/${name}`, name.repeat(40))
  })
  const plain = await connectPlain(stack.info, person)
  const roomId = await plain.createRoom('Kartportal')
  const app = page()
  const folder = ['Sjödata/', 'Sjödata/Kartportal/', 'Sjödata/Kartportal/Protokoll/']
  const documents = ['Leveransspecifikation.odt', 'Mätstationer 2026.ods', 'Remissammanställning.pdf'].map(
    (name) => `Sjödata/Kartportal/${name}`
  )
  await same([...folder, ...documents])
  await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
  await openRoom(app, 'Kartportal')

  await test.step('who may choose it is asked to, by keyboard too', async () => {
    await composerOf(app, 'Kartportal').fill('Ett utkast')
    await app.getByRole('tab', { name: 'Konversation' }).focus()
    await app.keyboard.press('ArrowRight')
    await expect(app.getByRole('tab', { name: 'Filer' })).toBeFocused()
    await expect(app.getByRole('tabpanel')).toContainText('Ingen mapp ännu')
    await judge(one, 'room-files-none')
    await app.getByRole('button', { name: 'Välj mapp' }).click()
    const dialog = app.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Sjödata' }).click()
    await dialog.getByRole('button', { name: 'Kartportal' }).click()
    await judge(one, 'room-files-choose')
    await dialog.getByRole('button', { name: 'Använd mappen' }).click()
    await expect(
      app.getByRole('grid', { name: 'Innehållet i Kartportal' }).getByRole('row', { name: /odt/ })
    ).toBeVisible()
    await expect(app.getByRole('tab', { name: 'Filer 4' })).toBeVisible()
  })
  await test.step('the room says so as every client of ours reads it', async () => {
    const said = async () => (await plain.events(roomId)).findLast(({ type }) => type === workspace)?.content
    await expect.poll(said).toEqual({
      version: 1,
      folder: { server: 'https://moln.insjoverket.test', file_id: expect.stringMatching(/^\d+$/) }
    })
  })
  await test.step('the way up ends at the folder', async () => {
    await app.getByRole('row', { name: /Protokoll/ }).focus()
    await app.keyboard.press('Enter')
    await expect(app.getByRole('tabpanel').getByRole('heading', { name: 'Protokoll' })).toBeVisible()
    await expect(app.getByRole('navigation', { name: 'Var du är' })).not.toContainText('Sjödata')
    await app.keyboard.press('Backspace')
    await app.keyboard.press('Backspace')
    await expect(app.getByRole('tabpanel').getByRole('heading', { name: 'Kartportal' })).toBeVisible()
  })
  await test.step('what is made in it goes to the server, and what others put there comes', async () => {
    await app.getByRole('button', { name: 'Nytt' }).click()
    await app.getByRole('menuitem', { name: 'Mapp', exact: true }).click()
    await app.getByRole('dialog').getByLabel('Namn').fill('Ritningar')
    await app.keyboard.press('Enter')
    await expect.poll(files.paths).toContain('Sjödata/Kartportal/Ritningar/')
    await files.put('Sjödata/Kartportal/Karta.txt', 'från en kollega')
    await expect(app.getByRole('row', { name: /Karta\.txt/ })).toBeVisible({ timeout: 60_000 })
    await expect(app.getByRole('tab', { name: 'Filer 6' })).toBeVisible()
    await judge(one, 'room-files')
  })
  await test.step('the draft is still there, and the Files place is where it was', async () => {
    await app.getByRole('tab', { name: 'Konversation' }).click()
    await expect(composerOf(app, 'Kartportal')).toHaveValue('Ett utkast')
    await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
    await expect(app.getByRole('main').getByRole('heading', { name: 'Mina filer' })).toBeVisible()
    await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
  })
  await test.step('a folder that is not one’s own is explained', async () => {
    const at = (server: string, id: string) =>
      plain.setState(roomId, workspace, { version: 1, board: { board_id: '12' }, folder: { server, file_id: id } })
    await at('https://moln.insjoverket.test', '99999999')
    await app.getByRole('tab', { name: 'Filer' }).click()
    await expect(app.getByRole('tabpanel')).toContainText('Mappen finns inte bland dina filer')
    await judge(one, 'room-files-missing')
    await at('https://moln.annan.test', '7')
    await expect(app.getByRole('tabpanel')).toContainText('moln.annan.test')
  })
})
