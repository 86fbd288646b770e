import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { connectFiles } from '../fixtures/files'
import { judge } from '../fixtures/screens'
import { dropFiles, expect, test } from './syncing'

const rowOf = (page: Page, name: string | RegExp) => page.getByRole('row', { name })
const menuItem = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })

async function openMenu(page: Page, name: string): Promise<void> {
  await rowOf(page, new RegExp(name.replaceAll('.', '\\.'))).click({ button: 'right' })
}

test('By mouse: new, rename, copy, move, delete with undo, and everything arrives at the server', async ({
  syncing
}) => {
  const { page, files, same } = await syncing(async (files) => {
    await files.makeFolder('Remisser')
    await files.put('Underlag.txt', 'underlag')
    await files.put('Karta.txt', 'karta')
  })
  const app = page()
  await expect(rowOf(app, /Karta\.txt/)).toContainText('Synkad')
  // Known from the first sign-in on: it tells what is moved from what is copied.
  await expect(app.getByText('Mappen på datorn: Samverk/Insjöverket')).toBeVisible()

  await test.step('a new folder, and a name that is taken', async () => {
    await app.getByRole('button', { name: 'Nytt' }).click()
    await menuItem(app, 'Mapp').click()
    await app.getByRole('dialog').getByLabel('Namn').fill('remisser')
    await app.getByRole('dialog').getByRole('button', { name: 'Skapa' }).click()
    await expect(app.getByRole('alert')).toContainText('Det finns redan något med det namnet')
    await app.getByRole('dialog').getByLabel('Namn').fill('Beslut')
    await app.keyboard.press('Enter')
    await expect(rowOf(app, /Beslut/)).toHaveAttribute('aria-selected', 'true')
  })
  await test.step('rename, copy and move', async () => {
    await openMenu(app, 'Karta.txt')
    await menuItem(app, 'Byt namn').click()
    await app.getByRole('dialog').getByLabel('Namn').fill('Sjökarta.txt')
    await app.keyboard.press('Enter')
    await expect(rowOf(app, /Sjökarta\.txt/)).toBeVisible()
    await openMenu(app, 'Sjökarta.txt')
    await menuItem(app, 'Kopiera till').click()
    await app.getByRole('dialog').getByRole('button', { name: 'Beslut' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Kopiera hit' }).click()
    await expect(app.getByRole('heading', { name: 'Beslut' })).toBeVisible()
    await app.getByRole('navigation', { name: 'Var du är' }).getByRole('button', { name: 'Mina filer' }).click()
    await openMenu(app, 'Underlag.txt')
    await menuItem(app, 'Flytta till').click()
    await app.getByRole('dialog').getByRole('button', { name: 'Remisser' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Flytta hit' }).click()
    await same(['Beslut/', 'Beslut/Sjökarta.txt', 'Remisser/', 'Remisser/Underlag.txt', 'Sjökarta.txt'])
  })
  await test.step('deleting is undone, and then done', async () => {
    await app.getByRole('navigation', { name: 'Var du är' }).getByRole('button', { name: 'Mina filer' }).click()
    await rowOf(app, /Sjökarta\.txt/).click()
    await app.getByRole('toolbar').getByRole('button', { name: 'Fler val för Sjökarta.txt' }).click()
    await menuItem(app, 'Ta bort').click()
    await expect(rowOf(app, /Sjökarta\.txt/)).toBeHidden()
    await app.getByRole('button', { name: 'Ångra' }).click()
    await expect(rowOf(app, /Sjökarta\.txt/)).toBeVisible()
    await app.getByRole('toolbar').getByRole('button', { name: 'Fler val för Sjökarta.txt' }).click()
    await menuItem(app, 'Ta bort').click()
    await expect.poll(files.paths, { timeout: 30_000 }).not.toContain('Sjökarta.txt')
    await same(['Beslut/', 'Beslut/Sjökarta.txt', 'Remisser/', 'Remisser/Underlag.txt'])
  })
})

test('By keyboard: select, cut and paste, rename, delete, undo, and up again', async ({ syncing }) => {
  const { page, same } = await syncing(async (files) => {
    await files.makeFolder('Arkiv')
    for (const name of ['Ett.txt', 'Två.txt', 'Ärende.txt']) await files.put(name, name)
  })
  const app = page()
  await expect(rowOf(app, /Ärende\.txt/)).toContainText('Synkad')
  const { keyboard } = app
  await rowOf(app, /Arkiv/).focus()
  await keyboard.press('ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await expect(app.getByText(/^2 markerade/)).toBeVisible()
  await keyboard.press('Control+x')
  await keyboard.press('Home')
  await keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Arkiv' })).toBeVisible()
  await app.getByRole('main').getByText('Mappen är tom').waitFor()
  await keyboard.press('Control+v')
  await same(['Arkiv/', 'Arkiv/Ett.txt', 'Arkiv/Två.txt', 'Ärende.txt'])
  await rowOf(app, /Ett\.txt/).focus()
  await keyboard.press('F2')
  await expect(app.getByRole('dialog').getByLabel('Namn')).toBeFocused()
  await keyboard.type('Etta')
  await keyboard.press('Enter')
  await same(['Arkiv/', 'Arkiv/Etta.txt', 'Arkiv/Två.txt', 'Ärende.txt'])
  await rowOf(app, /Etta\.txt/).focus()
  await keyboard.press('Delete')
  await expect(rowOf(app, /Etta\.txt/)).toBeHidden()
  await rowOf(app, /Två\.txt/).focus()
  await keyboard.press('Control+z')
  await expect(rowOf(app, /Etta\.txt/)).toBeVisible()
  await keyboard.press('Backspace')
  await expect(app.getByRole('main').getByRole('heading', { name: 'Mina filer' })).toBeVisible()
})

/** What lies beside the file that the test is about, so that the pictures show a folder in use. */
const besides = [
  'Djupkurvor nord.gpkg',
  'Kartunderlag.zip',
  'Leveransspecifikation.odt',
  'Mätstationer 2026.ods',
  'Remissammanställning.pdf',
  'Styrgrupp november.odp'
]

test('Views, trash, versions and sharing are the server’s own', async ({ syncing, stack }) => {
  const { one, page, files, same } = await syncing(async (files) => {
    await files.makeFolder('Remisser')
    await files.makeFolder('Remisser/Protokoll')
    for (const name of besides) await files.put(`Remisser/${name}`, name.repeat(40))
    await files.put('Remisser/Yttrande.txt', 'första')
    await files.put('Plan.txt', 'en plan')
  })
  const app = page()
  const places = app.getByRole('navigation', { name: 'Mappar' })
  await same([
    'Plan.txt',
    'Remisser/',
    'Remisser/Protokoll/',
    'Remisser/Yttrande.txt',
    ...besides.map((name) => `Remisser/${name}`)
  ])

  await test.step('recent and favourites', async () => {
    await places.getByRole('button', { name: 'Senaste' }).click()
    await expect(rowOf(app, /Yttrande\.txt/)).toContainText('Remisser')
    await expect(rowOf(app, /Yttrande\.txt/)).toContainText('Synkad')
    await app.getByRole('button', { name: 'Detaljer' }).click()
    await rowOf(app, /Yttrande\.txt/).click()
    await app.getByRole('button', { name: 'Favorit', exact: true }).click()
    await expect(app.getByRole('button', { name: 'Ta bort som favorit' })).toBeVisible()
    await places.getByRole('button', { name: 'Favoriter' }).click()
    await expect(rowOf(app, /Yttrande\.txt/)).toBeVisible()
    await expect(rowOf(app, /Plan\.txt/)).toBeHidden()
    await judge(one, 'files-favourites')
  })
  await test.step('an earlier version comes back', async () => {
    await files.put('Remisser/Yttrande.txt', 'andra, och längre')
    await places.getByRole('button', { name: 'Mina filer', exact: true }).click()
    await rowOf(app, /Remisser/).dblclick()
    await rowOf(app, /Yttrande\.txt/).click()
    await app.getByRole('button', { name: /^Visa alla/ }).click()
    const versions = app.getByRole('complementary', { name: 'Detaljer' })
    await versions.getByRole('listitem').nth(1).getByRole('button').click()
    await judge(one, 'files-versions')
    await versions.getByRole('button', { name: 'Återställ' }).click()
    await expect(app.getByText('Versionen är återställd')).toBeVisible()
    await expect
      .poll(async () => readFile(join(one.home, 'Samverk/Insjöverket/Remisser/Yttrande.txt'), 'utf8'))
      .toBe('första')
    await app.getByRole('button', { name: 'Detaljer' }).first().click()
  })
  await test.step('sharing with a person, and by a link with a password', async () => {
    const johan = stack.info.people[3]!
    await rowOf(app, /Yttrande\.txt/).click({ button: 'right' })
    await menuItem(app, 'Dela').click()
    const dialog = app.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Namn, grupp eller e-post' }).fill('Johan')
    await dialog.getByRole('listbox').getByRole('option').first().waitFor()
    await app.keyboard.press('Enter')
    await expect(dialog.getByRole('list', { name: 'Får tillgång' })).toContainText('Johan Ekstrand')
    await dialog.getByRole('combobox', { name: 'Behörighet för de nya' }).selectOption('read')
    await dialog.getByRole('switch').click()
    await dialog.getByLabel('Lösenord', { exact: true }).fill('sten-sol-94-is')
    await judge(one, 'files-share')
    expect(await connectFiles(stack.info, johan).paths()).not.toContain('Yttrande.txt')
    await dialog.getByRole('button', { name: 'Dela', exact: true }).click()
    await expect(dialog.getByRole('button', { name: 'Kopiera' })).toBeFocused()
    await expect(dialog.getByRole('combobox', { name: /^Behörighet för Johan/ })).toHaveValue('read')
    await expect(dialog.getByRole('textbox', { name: 'Länkens adress' })).toHaveValue(/^https:/)
    await expect(dialog.getByLabel('Lösenord', { exact: true })).toHaveValue('sten-sol-94-is')
    await judge(one, 'files-share-link')
    await dialog.getByRole('button', { name: 'Stäng' }).click()
    await expect.poll(connectFiles(stack.info, johan).paths).toContain('Yttrande.txt')
    await app.getByRole('button', { name: 'Detaljer' }).first().click()
    await expect(app.getByRole('complementary').getByText('Johan Ekstrand', { exact: true })).toBeVisible()
    await expect(app.getByRole('complementary')).toContainText('Delade med Johan Ekstrand')
    await judge(one, 'files-details')
    await files.put('Remisser/Yttrande.txt', 'tredje, medan panelen är öppen')
    await expect(app.getByRole('complementary').getByRole('button', { name: 'Visa alla 3' })).toBeVisible()
    await app.getByRole('button', { name: 'Rutnät' }).click()
    await judge(one, 'files-grid')
    await app.getByRole('button', { name: 'Lista' }).click()
  })
  await test.step('what was deleted comes back from the trash', async () => {
    await files.remove('Plan.txt')
    await places.getByRole('button', { name: 'Papperskorg' }).click()
    await rowOf(app, /Plan\.txt/)
      .first()
      .click()
    await judge(one, 'files-trash')
    await app.getByRole('button', { name: 'Återställ 1' }).click()
    await expect.poll(files.paths).toContain('Plan.txt')
    await expect.poll(() => readdir(join(one.home, 'Samverk/Insjöverket'))).toContain('Plan.txt')
  })
})

test('A file is kept on the server alone, and comes back to the computer when asked for', async ({ syncing }) => {
  const { one, page, files, folder, same } = await syncing(async (files) => {
    await files.put('Flygbild.txt', 'stor')
    await files.put('Plan.txt', 'liten')
  })
  const app = page()
  await same(['Flygbild.txt', 'Plan.txt'])
  await openMenu(app, 'Flygbild.txt')
  await menuItem(app, 'Ta bort från datorn').click()
  await expect(rowOf(app, /Flygbild\.txt/)).toContainText('Endast online')
  await expect.poll(() => readdir(folder)).not.toContain('Flygbild.txt')
  expect(await files.paths()).toContain('Flygbild.txt')
  const places = app.getByRole('navigation', { name: 'Mappar' })
  await test.step('what is here has a view of its own, and goes and comes by keyboard', async () => {
    await places.getByRole('button', { name: 'Tillgängligt offline' }).click()
    await expect(rowOf(app, /Plan\.txt/)).toContainText('Synkad')
    await expect(rowOf(app, /Flygbild\.txt/)).toBeHidden()
    await rowOf(app, /Plan\.txt/).focus()
    await app.keyboard.press('Space')
    await judge(one, 'files-kept')
    await app.getByRole('toolbar').getByRole('button', { name: 'Ta bort från datorn' }).focus()
    await app.keyboard.press('Enter')
    await expect(app.getByText('Inget finns på datorn')).toBeVisible()
    await expect.poll(() => readdir(folder)).not.toContain('Plan.txt')
    await places.getByRole('button', { name: 'Mina filer', exact: true }).focus()
    await app.keyboard.press('Enter')
    await rowOf(app, /Plan\.txt/).focus()
    await app.keyboard.press('Space')
    await app.getByRole('toolbar').getByRole('button', { name: 'Fler val för Plan.txt' }).focus()
    await app.keyboard.press('Enter')
    await menuItem(app, 'Som mappen').focus()
    await app.keyboard.press('Enter')
    await expect(rowOf(app, /Plan\.txt/)).toContainText('Synkad')
  })
  await openMenu(app, 'Flygbild.txt')
  await menuItem(app, 'Behåll på datorn').click()
  await expect(rowOf(app, /Flygbild\.txt/)).toContainText('Synkad')
  await same(['Flygbild.txt', 'Plan.txt'])
})

test('A file on its way to the computer shows how far it is, and is cancelled by keyboard', async ({
  syncing,
  stack
}) => {
  const large = 'Flygbild.tif'
  const { one, page, files, folder, same } = await syncing((files) => files.put(large, Buffer.alloc(40 << 20, 1)))
  const app = page()
  await same([large])
  await openMenu(app, large)
  await menuItem(app, 'Ta bort från datorn').click()
  await expect(rowOf(app, /Flygbild/)).toContainText('Endast online')
  await stack.faults.set({ host: 'moln.insjoverket.test', bytesPerSecond: 512 << 10 })
  await openMenu(app, large)
  await menuItem(app, 'Behåll på datorn').click()
  await expect(rowOf(app, /Flygbild/)).toContainText(/Synkar \d+ %/)
  await expect(app.getByRole('contentinfo')).toContainText(/Synkroniserar 0 av 1 fil – [\d,]+\s[kM]B\/s/)
  await expect(app.getByRole('contentinfo')).toContainText(/\d av 42\sMB, cirka \d+\s(?:sekund|minut)er kvar/)
  await judge(one, 'files-fetching')
  await app.getByRole('toolbar').getByRole('button', { name: 'Fler val för Flygbild.tif' }).focus()
  await app.keyboard.press('Enter')
  await menuItem(app, 'Avbryt hämtningen').focus()
  await app.keyboard.press('Enter')
  await stack.faults.clear()
  await expect(rowOf(app, /Flygbild/)).toContainText('Endast online')
  await expect.poll(() => readdir(folder)).not.toContain(large)
  expect(await files.paths()).toEqual([large])
})

test('Copying in shows how far it is, and is cancelled by keyboard without leaving anything', async ({ syncing }) => {
  const { one, page, files, folder, same } = await syncing((files) => files.put('Plan.txt', 'en plan'))
  const app = page()
  await same(['Plan.txt'])
  const given = join(one.home, 'Djupdata.bin')
  await writeFile(given, '')
  await truncate(given, 4 * 2 ** 30)
  await dropFiles(app, app.getByRole('main'), [given])
  await expect(app.getByText('Lägger in fil 1 av 1')).toBeVisible()
  await app.getByRole('contentinfo').getByRole('button', { name: 'Avbryt' }).focus()
  await app.keyboard.press('Enter')
  await expect(app.getByText('Avbrutet. Inget av det som lades in ligger kvar.')).toBeVisible()
  await expect.poll(() => readdir(folder)).not.toContain('Djupdata.bin')
  expect(await files.paths()).toEqual(['Plan.txt'])
})

test('The status line counts the files of a sync until all are here', async ({ syncing, stack }) => {
  const names = Array.from({ length: 12 }, (_, index) => `Mätserie ${index + 1}.csv`)
  const { page, files, same } = await syncing()
  await page().getByRole('button', { name: 'Pausa' }).click()
  for (const name of names) await files.put(name, Buffer.alloc(400_000, name))
  await stack.faults.set({ host: 'moln.insjoverket.test', bytesPerSecond: 512 << 10 })
  await page().getByRole('button', { name: 'Fortsätt' }).click()
  await expect(page().getByRole('contentinfo')).toContainText(/Synkroniserar [1-9]\d* av 12 filer/)
  await expect(page().getByRole('contentinfo')).toContainText('av 4,8')
  await stack.faults.clear()
  await expect(page().getByText('Allt är synkat')).toBeVisible()
  await same(names)
})
