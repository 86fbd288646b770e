import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { judge } from '../fixtures/screens'
import { expect, openFiles, test } from './syncing'

const server = 'moln.insjoverket.test'
const names = ['Djupkurvor nord.gpkg', 'Leveransspecifikation.odt', 'Mätstationer 2026.ods', 'Styrgrupp november.odp']

test('Without the server: what is here is worked on, what waits is listed, and all is sent afterwards', async ({
  syncing,
  stack
}) => {
  const { one, page, folder, same } = await syncing(async (files) => {
    await files.makeFolder('Kartunderlag')
    for (const name of names) await files.put(name, name.repeat(50))
  })
  const app = page()
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const banner = app.getByRole('main').getByRole('status').filter({ hasText: 'Du är frånkopplad.' })
  await same(['Kartunderlag/', ...names])
  await rowOf(/Djupkurvor/).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Ta bort från datorn' }).click()
  await expect.poll(() => readdir(folder)).not.toContain(names[0])

  await stack.faults.set({ host: server, down: true })
  await expect(banner).toBeVisible()
  await expect(app.getByRole('contentinfo')).toContainText(/Frånkopplad sedan \d\d:\d\d/)
  await writeFile(join(folder, names[1]!), 'ändrad på tåget')
  await writeFile(join(folder, 'Anteckningar.txt'), 'skriven på tåget')
  await expect(rowOf(/Leveransspecifikation/)).toContainText('Ändrad lokalt')
  await expect(rowOf(/Anteckningar/)).toContainText('Ändrad lokalt')
  await expect(rowOf(/Styrgrupp/)).toContainText('Tillgänglig offline')
  await expect(app.getByRole('contentinfo')).toContainText('2 ändringar väntar på att skickas')

  await test.step('what is on the server alone says why it cannot be opened, by mouse and by keyboard', async () => {
    const reason = app.getByText('Finns bara på servern. Går att öppna när du är online.')
    await expect(rowOf(/Djupkurvor/)).toContainText('Endast online')
    await rowOf(/Djupkurvor/).dblclick()
    await expect(reason.last()).toBeVisible()
    await rowOf(/Djupkurvor/).focus()
    await app.keyboard.press('Enter')
    await expect(reason.last()).toBeVisible()
  })
  await test.step('what needs the server is off and says so', async () => {
    await rowOf(/Leveransspecifikation/).click()
    const share = app.getByRole('toolbar').getByRole('button', { name: 'Dela' })
    await expect(share).toHaveAttribute('aria-disabled', 'true')
    await expect(share).toHaveAttribute('title', 'Går när du är online')
    await app.getByRole('button', { name: 'Detaljer' }).first().click()
    await expect(app.getByRole('complementary')).toContainText('Ändrad på den här datorn')
    await judge(one, 'files-offline')
    await app.getByRole('complementary').getByRole('button', { name: 'Stäng panelen' }).click()
    await rowOf(/Leveransspecifikation/).click({ button: 'right' })
    await expect(app.getByRole('menuitem', { name: 'Versioner' })).toBeDisabled()
    await app.keyboard.press('Escape')
    const places = app.getByRole('navigation', { name: 'Mappar' })
    await places.getByRole('button', { name: 'Senaste' }).click()
    await expect(app.getByText('Visas när du är online')).toBeVisible()
    await judge(one, 'files-offline-view')
    await places.getByRole('button', { name: 'Mina filer', exact: true }).click()
  })
  await test.step('the queue, by mouse and by keyboard', async () => {
    await app.getByRole('button', { name: 'Visa kö' }).click()
    const dialog = app.getByRole('dialog', { name: 'Väntar på att skickas' })
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await judge(one, 'files-queue')
    await dialog.getByRole('button', { name: 'Visa Anteckningar.txt' }).click()
    await expect(rowOf(/Anteckningar/)).toHaveAttribute('aria-selected', 'true')
    await app.getByRole('button', { name: 'Visa kö' }).focus()
    await app.keyboard.press('Enter')
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await app.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
  await test.step('trying again says what came of it', async () => {
    await banner.getByRole('button', { name: 'Försök igen' }).click()
    await expect(app.getByText('Fortfarande ingen kontakt med filservern.')).toBeVisible()
    await stack.faults.clear()
    await banner.getByRole('button', { name: 'Försök igen' }).focus()
    await app.keyboard.press('Enter')
    await expect(banner).toBeHidden()
    await expect.poll(() => app.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row')
    await expect(rowOf(/Anteckningar/)).toContainText('Synkad')
    await expect(rowOf(/Leveransspecifikation/)).toContainText('Synkad')
  })
})

test('A server that hardly answers holds nothing up: what is on the computer is shown at once', async ({
  syncing,
  stack
}) => {
  const { one, same } = await syncing(async (files) => {
    for (const name of names) await files.put(name, name)
  })
  await same(names)
  await one.quit()
  await stack.faults.set({ host: server, bytesPerSecond: 20 })
  const app = await one.start()
  await openFiles(app)
  await expect(app.getByRole('row', { name: /Styrgrupp/ })).toBeVisible()
  await app.getByRole('navigation', { name: 'Mappar' }).getByRole('button', { name: 'Mina filer', exact: true }).click()
  await expect(app.getByRole('row', { name: /Styrgrupp/ })).toBeVisible()
})
