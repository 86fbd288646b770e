import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectFocus, go } from '../fixtures/keyboard'
import { judge } from '../fixtures/screens'
import type { Computer } from '../fixtures/test'
import { expect, openFiles, openSyncPage, syncNow, test } from './syncing'

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
    await expect(app.getByRole('row', { name: /Sjödata/ })).toContainText('Allt synkas')
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
    await page().getByRole('button', { name: 'Fler val för Sjödata' }).click()
    await expect(page().getByRole('menu')).toContainText(place)
    await page().keyboard.press('Escape')
    await files.put('Arkiv/Sjödata/Sent.txt', 'sent')
    await expect.poll(() => visible(place), { timeout: 60_000 }).toEqual(['Djupkurvor.txt', 'Mätning.txt', 'Sent.txt'])
    expect(await visible(join(folder, 'Arkiv'))).toEqual(['Annat.txt'])
  })
  await test.step('given back, it lies among the others, and nothing is taken from the place', async () => {
    await page().getByRole('button', { name: 'Fler val för Sjödata' }).click()
    await page().getByRole('menuitem', { name: 'Ta bort synkmappen' }).click()
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

test('The page is worked by keyboard alone, and the focus shows and is given back', async ({ syncing }) => {
  const { one, page, same } = await syncing(async (files) => {
    await files.makeFolder('Arkiv')
    await files.put('Plan.txt', 'plan')
  })
  const app = page()
  await same(['Arkiv/', 'Plan.txt'])
  await app.getByRole('row', { name: /Plan\.txt/ }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Ta bort från datorn' }).click()
  await expect(app.getByRole('row', { name: /Plan\.txt/ })).toContainText('Endast online')
  await openSyncPage(app)
  const main = app.getByRole('main')
  const button = (name: string) => main.getByRole('button', { name, exact: true })
  const patterns = main.getByRole('textbox', { name: 'Synkas aldrig' })
  const stops = [
    button('Öppna mappen'),
    button('Pausa'),
    button('Lägg till synkmapp'),
    button('Välj mappar i Mina filer'),
    button('Fler val för Mina filer'),
    main.getByRole('combobox', { name: 'Uppladdning' }),
    main.getByRole('combobox', { name: 'Nedladdning' }),
    button('Lägg till'),
    button('Gör Plan.txt tillgänglig offline'),
    patterns
  ]
  await test.step('Tab goes through it from top to bottom, and back', async () => {
    await go(app, 'F6', stops[0]!)
    for (const stop of stops.slice(1)) {
      await app.keyboard.press('Tab')
      await expectFocus(app, stop)
    }
    for (const stop of stops.slice(0, -1).reverse()) {
      await app.keyboard.press('Shift+Tab')
      await expect(stop).toBeFocused()
    }
  })
  await test.step('pausing keeps the focus', async () => {
    await button('Pausa').press('Enter')
    await expectFocus(app, button('Fortsätt'))
    await expect(main.getByRole('row', { name: /Mina filer/ })).toContainText('Pausad')
    await app.keyboard.press('Enter')
    await expectFocus(app, button('Pausa'))
  })
  const place = await mkdtemp(join(one.home, 'en mycket stor disk i ett skåp med ett långt namn '))
  await test.step('a synced folder is added and taken away again', async () => {
    await button('Lägg till synkmapp').press('Enter')
    const dialog = app.getByRole('dialog')
    await expect(dialog.locator(':focus')).toBeVisible()
    await app.keyboard.press('Escape')
    await expectFocus(app, button('Lägg till synkmapp'))
    await app.keyboard.press('Enter')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Arkiv' }))
    await app.keyboard.press('Enter')
    await answerWith(one, place)
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Välj plats' }))
    await app.keyboard.press('Enter')
    await expect(app.getByRole('row', { name: /Arkiv/ })).toContainText('Allt synkas')
    await expectFocus(app, button('Lägg till synkmapp'))
    await go(app, 'Tab', button('Fler val för Arkiv'))
    await app.keyboard.press('Enter')
    await app.keyboard.press('End')
    await app.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Avbryt' })).toBeFocused()
    await app.keyboard.press('Escape')
    await expectFocus(app, button('Fler val för Arkiv'))
  })
  await test.step('a long place shows its end, and is whole for who asks', async () => {
    await app.keyboard.press('Enter')
    const shown = app.getByRole('menu').getByTitle(place)
    await expect(shown).toHaveText(place)
    const sides = await shown.evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
      return { beginning: text.left - box.left, end: text.right - box.right }
    })
    expect(sides.beginning).toBeLessThan(-20)
    expect(Math.abs(sides.end)).toBeLessThan(1)
    await judge(one, 'sync-long-place')
    await app.keyboard.press('End')
    await app.keyboard.press('Enter')
    await go(app, 'Tab', app.getByRole('dialog').getByRole('button', { name: 'Ta bort' }))
    await app.keyboard.press('Enter')
    await expect(app.getByRole('row', { name: /Arkiv/ })).toBeHidden()
    await expect(main.getByRole('heading', { name: 'Synkmappar' })).toBeFocused()
  })
  await test.step('what is taken away leaves the focus at its heading, what is saved at its field', async () => {
    await button('Gör Plan.txt tillgänglig offline').press('Enter')
    await expect(button('Gör Plan.txt tillgänglig offline')).toBeHidden()
    await expect(main.getByRole('heading', { name: 'Tillgängligt offline' })).toBeFocused()
    await go(app, 'Tab', patterns)
    await app.keyboard.type('*.utkast')
    await app.keyboard.press('Tab')
    await expectFocus(app, button('Spara mönster'))
    await app.keyboard.press('Enter')
    await expect(app.getByText('Mönstren är sparade')).toBeVisible()
    await expectFocus(app, patterns)
  })
})

test('Without the server the page says so, what is chosen holds, and it recovers', async ({ syncing, stack }) => {
  const { one, page, same } = await syncing((files) => files.put('Plan.txt', 'plan'))
  const app = page()
  await same(['Plan.txt'])
  await openSyncPage(app)
  const main = app.getByRole('main')
  await expect(main.getByRole('status')).toHaveText('Allt är synkat')
  await stack.faults.set({ host: 'moln.insjoverket.test', down: true })
  await expect(main.getByRole('status')).toHaveText(/Frånkopplad sedan \d\d:\d\d/, { timeout: 90_000 })
  await expect(main.getByRole('row', { name: /Mina filer/ })).toContainText('Frånkopplad')
  await expect(main).toContainText('Ändringar sparas på datorn och synkas sedan')
  await judge(one, 'sync-away')
  await main.getByRole('combobox', { name: 'Uppladdning' }).selectOption({ label: 'Högst 2 MB/s' })
  await main.getByRole('button', { name: 'Lägg till synkmapp' }).click()
  await app.keyboard.press('Escape')
  await main.getByRole('textbox', { name: 'Synkas aldrig' }).fill('*.utkast')
  await main.getByRole('button', { name: 'Spara mönster' }).click()
  await expect(app.getByText('Mönstren är sparade')).toBeVisible()
  await stack.faults.clear()
  await expect(main.getByRole('status')).toHaveText('Allt är synkat', { timeout: 120_000 })
  await expect(main.getByRole('row', { name: /Mina filer/ })).toContainText('Synkad')
  await expect(main.getByRole('combobox', { name: 'Uppladdning' })).toHaveValue('2000000')
  await main.getByRole('textbox', { name: 'Synkas aldrig' }).fill('')
  await main.getByRole('button', { name: 'Spara mönster' }).click()
})

const visible = async (directory: string): Promise<readonly string[]> =>
  (await readdir(directory)).filter((name) => !name.startsWith('.')).sort()
