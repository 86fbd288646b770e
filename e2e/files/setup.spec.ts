import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { judge } from '../fixtures/screens'
import type { Computer } from '../fixtures/test'
import { expect, openFiles, syncNow, test } from './syncing'

async function openSyncPage(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Inställningar' }).click()
  await page
    .getByRole('navigation', { name: 'Inställningar' })
    .getByRole('button', { name: 'Filer och synkning' })
    .click()
}

/** The desktop's own dialog cannot be driven from outside: whoever is asked there answers with this folder. */
async function answerWith(one: Computer, place: string): Promise<void> {
  await one.app().evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, place)
}

test('A folder gets a place of its own on the computer, is one tree with the rest in the app, and is given back', async ({
  syncing
}) => {
  const { one, page, files, folder, same } = await syncing(async (files) => {
    await files.makeFolder('Arkiv')
    await files.makeFolder('Arkiv/Sjödata')
    await files.put('Arkiv/Sjödata/Djup.txt', 'djup')
    await files.put('Arkiv/Annat.txt', 'annat')
  })
  const app = page()
  await same(['Arkiv/', 'Arkiv/Annat.txt', 'Arkiv/Sjödata/', 'Arkiv/Sjödata/Djup.txt'])
  const place = await mkdtemp(join(one.home, 'stor-disk-'))
  await openSyncPage(app)

  await test.step('a place inside another is refused, with the reason', async () => {
    await app.getByRole('button', { name: 'Lägg till synkmapp' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Arkiv' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Sjödata' }).click()
    await answerWith(one, folder)
    await app.getByRole('dialog').getByRole('button', { name: 'Välj plats' }).click()
    await expect(app.getByRole('alert')).toContainText('ligger i eller runt en annan synkmapp')
    await judge(one, 'sync-add-root')
  })
  await test.step('the files come to the new place, and only there', async () => {
    await answerWith(one, place)
    await app.getByRole('dialog').getByRole('button', { name: 'Välj plats' }).click()
    await expect(app.getByRole('row', { name: /Sjödata/ })).toContainText(place)
    await expect.poll(() => visible(place)).toEqual(['Djup.txt'])
    await expect.poll(() => visible(join(folder, 'Arkiv'))).toEqual(['Annat.txt'])
    await expect(app.getByRole('row', { name: /Sjödata/ })).toContainText('Synkad')
    await judge(one, 'sync-roots')
  })
  await test.step('both ways, and in the Files place as if nothing had happened', async () => {
    await writeFile(join(place, 'Mätning.txt'), 'från den stora disken')
    await expect.poll(files.paths, { timeout: 60_000 }).toContain('Arkiv/Sjödata/Mätning.txt')
    await openFiles(app)
    await app.getByRole('row', { name: /Arkiv/ }).dblclick()
    await expect(app.getByRole('row', { name: /Sjödata/ })).toContainText('Synkad')
    await app.getByRole('row', { name: /Sjödata/ }).dblclick()
    await expect(app.getByRole('row', { name: /Mätning\.txt/ })).toContainText('Synkad')
    await app.getByRole('row', { name: /Djup\.txt/ }).focus()
    await app.keyboard.press('F2')
    await app.getByRole('dialog').getByLabel('Namn').fill('Djupkurvor.txt')
    await app.keyboard.press('Enter')
    await expect.poll(files.paths).toContain('Arkiv/Sjödata/Djupkurvor.txt')
    await files.put('Arkiv/Sjödata/Mätning.txt', 'ändrad av en kollega')
    await syncNow(app)
    await expect.poll(() => readFile(join(place, 'Mätning.txt'), 'utf8')).toBe('ändrad av en kollega')
  })
  await test.step('it is still so after a new start', async () => {
    await one.quit()
    await one.start()
    await openSyncPage(page())
    await expect(page().getByRole('row', { name: /Sjödata/ })).toContainText(place)
    await files.put('Arkiv/Sjödata/Sent.txt', 'sent')
    await expect.poll(() => visible(place), { timeout: 60_000 }).toEqual(['Djupkurvor.txt', 'Mätning.txt', 'Sent.txt'])
    expect(await visible(join(folder, 'Arkiv'))).toEqual(['Annat.txt'])
  })
  await test.step('given back, it lies among the others, and nothing is taken from the place', async () => {
    await page().getByRole('button', { name: 'Ta bort synkmappen Sjödata' }).click()
    await judge(one, 'sync-remove-root')
    await page().getByRole('dialog').getByRole('button', { name: 'Ta bort' }).click()
    await expect(page().getByRole('row', { name: /Sjödata/ })).toBeHidden()
    await same([
      'Arkiv/',
      'Arkiv/Annat.txt',
      'Arkiv/Sjödata/',
      ...['Djupkurvor.txt', 'Mätning.txt', 'Sent.txt'].map((name) => `Arkiv/Sjödata/${name}`)
    ])
    expect(await visible(place)).toEqual(['Djupkurvor.txt', 'Mätning.txt', 'Sent.txt'])
  })
})

test('Limits and patterns are kept, and what fits a pattern stays where it is', async ({ syncing }) => {
  const { one, page, files, folder, same } = await syncing((files) => files.put('Plan.txt', 'plan'))
  await same(['Plan.txt'])
  await openSyncPage(page())
  await page().getByRole('combobox', { name: 'Uppladdning' }).selectOption({ label: 'Högst 2 MB/s' })
  await page().getByRole('textbox', { name: 'Synkas aldrig' }).fill('*.utkast')
  await page().getByRole('button', { name: 'Spara mönster' }).click()
  await expect(page().getByText('Mönstren är sparade')).toBeVisible()
  await writeFile(join(folder, 'Tankar.utkast'), 'inte klart')
  await writeFile(join(folder, 'Tankar.txt'), 'klart')
  await expect.poll(files.paths, { timeout: 60_000 }).toEqual(['Plan.txt', 'Tankar.txt'])
  await one.quit()
  await one.start()
  await openSyncPage(page())
  await expect(page().getByRole('combobox', { name: 'Uppladdning' })).toHaveValue('2000000')
  await expect(page().getByRole('textbox', { name: 'Synkas aldrig' })).toHaveValue('*.utkast')
  await page().getByRole('textbox', { name: 'Synkas aldrig' }).fill('')
  await page().getByRole('button', { name: 'Spara mönster' }).click()
  await expect.poll(files.paths, { timeout: 60_000 }).toContain('Tankar.utkast')
  await rm(join(folder, 'Tankar.utkast'))
  await expect.poll(files.paths, { timeout: 60_000 }).toEqual(['Plan.txt', 'Tankar.txt'])
})

const visible = async (directory: string): Promise<readonly string[]> =>
  (await readdir(directory)).filter((name) => !name.startsWith('.')).sort()
