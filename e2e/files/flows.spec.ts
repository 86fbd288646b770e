import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectFiles, shareWith } from '../fixtures/files'
import { expectFocus, go } from '../fixtures/keyboard'
import { openedOn, watchOpening } from '../fixtures/opening'
import { judge } from '../fixtures/screens'
import { expect, test } from './syncing'

const server = 'moln.insjoverket.test'

test('What could not be synced is listed with the reason, and shown where it lies', async ({ syncing, stack }) => {
  const { one, page, folder, same } = await syncing((files) => files.makeFolder('Underlag'))
  const app = page()
  await same(['Underlag/'])
  const refused = { method: 'PUT', path: 'Nekad', times: 200, reply: 403 } as const
  await stack.faults.set({ host: server, spoil: [refused] })
  await writeFile(join(folder, 'Underlag/Nekad.txt'), 'får inte')
  const problem = app.getByRole('button', { name: '1 fil är inte synkad' })
  await problem.click()
  const dialog = app.getByRole('dialog', { name: 'Det som inte är synkat' })
  await expect(dialog).toContainText('Underlag/Nekad.txt')
  await expect(dialog).toContainText('Du får inte ändra här.')
  await judge(one, 'files-problems')
  await dialog.getByRole('button', { name: 'Visa Underlag/Nekad.txt' }).click()
  await expect(app.getByRole('row', { name: /Nekad\.txt/ })).toHaveAttribute('aria-selected', 'true')
  await problem.focus()
  await app.keyboard.press('Enter')
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  await stack.faults.clear()
  await dialog.getByRole('button', { name: 'Försök igen' }).focus()
  await app.keyboard.press('Enter')
  await expect(dialog).toContainText('Inget väntar')
  await expect(dialog.getByRole('button', { name: 'Stäng' })).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(problem).toBeHidden()
})

test('By keyboard: favourite, share, versions, trash, link, and showing in the folder', async ({ syncing }) => {
  const { one, page, files, folder, same } = await syncing(async (files) => {
    await files.put('Plan.txt', 'första')
    await files.put('Karta.txt', 'karta')
  })
  const app = page()
  const { keyboard } = app
  const row = (name: RegExp) => app.getByRole('row', { name })
  const press = async (locator: ReturnType<typeof app.getByRole>) => {
    await locator.focus()
    await keyboard.press('Enter')
  }
  const choose = async (what: string) => {
    await press(app.getByRole('toolbar').getByRole('button', { name: 'Fler val för Plan.txt' }))
    await press(app.getByRole('menuitem', { name: what, exact: true }))
  }
  await same(['Karta.txt', 'Plan.txt'])
  await files.put('Plan.txt', 'andra, och längre')
  await expect.poll(() => readFile(join(folder, 'Plan.txt'), 'utf8')).toBe('andra, och längre')
  await one.app().evaluate(({ shell, webContents }) => {
    const told: string[] = []
    Reflect.set(globalThis, 'told', told)
    shell.showItemInFolder = (path) => void told.push(`show ${path}`)
    for (const contents of webContents.getAllWebContents())
      contents.startDrag = ({ file }) => void told.push(`drag ${file}`)
  })
  const told = () => one.app().evaluate(() => Reflect.get(globalThis, 'told') as readonly string[])
  await row(/Plan\.txt/).focus()
  await keyboard.press('Space')
  await test.step('link and folder', async () => {
    await choose('Kopiera länk')
    await expect
      .poll(() => one.app().evaluate(({ clipboard }) => clipboard.readText()))
      .toMatch(/\/index\.php\/f\/\d+$/)
    await choose('Visa i mappen')
    await expect.poll(told).toContain(`show ${join(folder, 'Plan.txt')}`)
  })
  await test.step('dragging out gives the file itself to the desktop', async () => {
    await row(/Plan\.txt/).dispatchEvent('dragstart')
    await expect.poll(told).toContain(`drag ${join(folder, 'Plan.txt')}`)
  })
  await test.step('favourite', async () => {
    await press(app.getByRole('button', { name: 'Detaljer' }).first())
    await press(app.getByRole('button', { name: 'Favorit', exact: true }))
    await expect(app.getByRole('button', { name: 'Ta bort som favorit' })).toBeVisible()
  })
  await test.step('share', async () => {
    await choose('Dela')
    const dialog = app.getByRole('dialog')
    await expect(dialog.getByRole('combobox', { name: 'Namn, grupp eller e-post' })).toBeFocused()
    await keyboard.type('Johan')
    await dialog.getByRole('listbox').getByRole('option').first().waitFor()
    await keyboard.press('Enter')
    await expect(dialog.getByRole('list', { name: 'Får tillgång' })).toContainText('Johan Ekstrand')
    await keyboard.press('Backspace')
    await expect(dialog.getByRole('list', { name: 'Får tillgång' })).toBeHidden()
    await keyboard.type('Johan')
    await dialog.getByRole('listbox').getByRole('option').first().waitFor()
    await keyboard.press('Escape')
    await expect(dialog.getByRole('listbox').getByRole('option')).toHaveCount(0)
    await keyboard.type('Johan')
    await dialog.getByRole('listbox').getByRole('option').first().waitFor()
    await keyboard.press('Enter')
    await press(dialog.getByRole('button', { name: 'Dela', exact: true }))
    await expect(app.getByText('Delad med Johan Ekstrand')).toBeVisible()
    await expect(row(/Plan\.txt/)).toContainText('Delad')
  })
  await test.step('versions', async () => {
    await choose('Versioner')
    await press(app.getByRole('complementary').getByRole('listitem').nth(1).getByRole('button'))
    await press(app.getByRole('complementary').getByRole('button', { name: 'Återställ' }))
    await expect.poll(() => readFile(join(folder, 'Plan.txt'), 'utf8')).toBe('första')
  })
  await test.step('trash', async () => {
    await files.remove('Karta.txt')
    await press(app.getByRole('navigation', { name: 'Mappar' }).getByRole('button', { name: 'Papperskorg' }))
    await row(/Karta\.txt/)
      .first()
      .focus()
    await keyboard.press('Space')
    await press(app.getByRole('button', { name: 'Återställ 1' }))
    await expect.poll(() => readdir(folder)).toContain('Karta.txt')
  })
})

test('The trash says who deleted what, how much is selected, and is sorted by mouse and by keyboard', async ({
  syncing,
  stack
}) => {
  const own = {
    'Arbetsmaterial/Stationslista gammal.ods': 4_100_000,
    'Arbetsmaterial/Utkast till metadata och leveransspecifikation för kartportalen.odt': 96_000,
    'Inbjudan demo.pdf': 310_000
  }
  const theirs = 'Portalunderlag/Portal startvy 2.png'
  const { one, page, files, person } = await syncing(async (files) => {
    await files.emptyTrash()
    for (const folder of ['Arbetsmaterial', 'Portalunderlag', 'Skisser våren']) await files.makeFolder(folder)
    for (const [path, bytes] of Object.entries(own)) await files.put(path, Buffer.alloc(bytes, path))
    await files.put(theirs, Buffer.alloc(2_400_000, 'a'))
  })
  const app = page()
  const names = app.getByRole('row').locator('.file-row__name')
  const head = (name: string) => app.getByRole('columnheader', { name })
  const sorting = (name: string) => head(name).getByRole('button', { name: `Sortera efter ${name}` })
  const bar = app.getByRole('contentinfo')
  const johan = stack.info.people[3]!
  await shareWith(stack.info, person, '/Portalunderlag', johan.id)
  await connectFiles(stack.info, johan).remove(theirs)
  for (const path of [...Object.keys(own), 'Skisser våren']) await files.remove(path)
  await app.getByRole('navigation', { name: 'Mappar' }).getByRole('button', { name: 'Papperskorg' }).click()

  await test.step('who deleted it, when, and where it lay', async () => {
    await expect(names).toHaveCount(5)
    const row = app.getByRole('row', { name: /Portal startvy/ })
    await expect(row).toContainText('Portalunderlag')
    await expect(row).toContainText(/Johan Ekstrand, i dag \d\d:\d\d/)
    await expect(app.getByRole('row', { name: /Stationslista/ })).toContainText(/Du, i dag \d\d:\d\d/)
    await expect(head('Raderad')).toHaveAttribute('aria-sort', 'descending')
  })
  await test.step('by mouse: by size, how much is there, and how much of it is selected', async () => {
    await expect(bar).toContainText(/5 objekt, 6,9\sMB/)
    await sorting('Storlek').click()
    await expect(head('Storlek')).toHaveAttribute('aria-sort', 'ascending')
    await expect(names).toHaveText([/Skisser/, /Utkast/, /Inbjudan/, /Portal/, /Stationslista/])
    await app.getByRole('row', { name: /Stationslista/ }).click()
    await expect(bar).toContainText(/1 markerad, 4,1\sMB/)
    await app.getByRole('row', { name: /Utkast/ }).click({ modifiers: ['ControlOrMeta'] })
    await expect(bar).toContainText(/2 markerade, 4,2\sMB/)
    await judge(one, 'files-trash-selected')
  })
  await test.step('by keyboard: another order, the rows in it, and deleting what is selected for good', async () => {
    await go(app, 'Shift+Tab', sorting('Storlek'))
    await go(app, 'Shift+Tab', sorting('Namn'))
    await app.keyboard.press('Enter')
    await expect(head('Namn')).toHaveAttribute('aria-sort', 'ascending')
    await expect(names).toHaveText([/Inbjudan/, /Portal/, /Skisser/, /Stationslista/, /Utkast/])
    await app.keyboard.press('Enter')
    await expect(names.first()).toHaveText(/Utkast/)
    await go(app, 'Tab', app.locator('[data-item][tabindex="0"]'))
    await app.keyboard.press('Home')
    await expectFocus(app, app.getByRole('row', { name: /Utkast/ }))
    await app.keyboard.press('Shift+ArrowDown')
    await app.keyboard.press('Delete')
    const dialog = app.getByRole('dialog', { name: 'Vill du ta bort 2 objekt för gott?' })
    await dialog.getByRole('button', { name: 'Ta bort för gott' }).focus()
    await app.keyboard.press('Enter')
    await expect(names).toHaveText([/Skisser/, /Portal/, /Inbjudan/])
    await expect(bar).toContainText(/3 objekt, 2,7\sMB/)
  })
  await test.step('a sync that is not at rest is named as well', async () => {
    const places = app.getByRole('navigation', { name: 'Mappar' })
    await expect(bar).not.toContainText('Allt är synkat')
    await places.getByRole('button', { name: 'Mina filer', exact: true }).click()
    await bar.getByRole('button', { name: 'Pausa' }).click()
    await places.getByRole('button', { name: 'Papperskorg' }).click()
    await expect(bar).toContainText(/3 objekt, 2,7\sMBPausad/)
    await judge(one, 'files-trash-paused')
    await bar.getByRole('button', { name: 'Fortsätt' }).click()
    await expect(bar).not.toContainText('Pausad')
  })
})

const dayMs = 86_400_000

test('Versions stand under their days; one is looked at, named and deleted, by mouse and by keyboard', async ({
  syncing,
  stack
}) => {
  const file = 'Remissunderlag/Leveransspecifikation för kartportalen.txt'
  const { one, page, files, person, same } = await syncing(async (files) => {
    await files.makeFolder('Remissunderlag')
    await files.put(file, 'första', Date.now() - 18 * dayMs)
  })
  const app = page()
  const { keyboard } = app
  const johan = stack.info.people[3]!
  // The app's day, wherever the test runs: 15:00 of the one before.
  const yesterdayMs = await app.evaluate(() => new Date().setHours(0, 0, 0, 0) - 9 * 3_600_000)
  await shareWith(stack.info, person, '/Remissunderlag', johan.id)
  const theirs = connectFiles(stack.info, johan)
  await theirs.put(file, 'Johans ändring', yesterdayMs)
  await theirs.put(file, 'Johans andra ändring', yesterdayMs + 3_600_000)
  await files.put(file, 'som den är nu')
  await same(['Remissunderlag/', file])
  await watchOpening(one)
  const panel = app.getByRole('complementary', { name: 'Detaljer' })
  const versions = panel.getByRole('listitem')
  const day = (name: string) => panel.getByRole('list', { name }).getByRole('listitem')
  const versionOf = (number: number) => panel.getByRole('button', { name: new RegExp(`^Version ${number} `) })
  const more = panel.getByRole('button', { name: 'Fler val för version 2' })
  const dialog = app.getByRole('dialog')

  await test.step('the overview has what the file holds now first', async () => {
    await app.getByRole('row', { name: /Remissunderlag/ }).dblclick()
    await app.getByRole('button', { name: 'Detaljer' }).click()
    await app.getByRole('row', { name: /Leveransspecifikation/ }).click()
    const rows = panel.locator('section', { hasText: 'Versioner' }).getByRole('listitem')
    await expect(rows).toHaveText([new RegExp(`^4${person.name}i dag`), /^3Johan Ekstrandi går/])
    await judge(one, 'files-details-versions')
  })
  await test.step('under their days, each with who wrote it', async () => {
    await panel.getByRole('button', { name: 'Visa alla 4' }).click()
    await expect(panel.getByRole('heading')).toHaveText(['Versioner', 'I dag', 'I går', 'Tidigare'])
    await expect(day('I dag')).toHaveText([new RegExp(`^Version 4${person.name}.*Nuvarande$`)])
    await expect(day('I går')).toHaveText([/^Version 3Johan Ekstrand21.B16:00$/, /^Version 2Johan Ekstrand15.B15:00$/])
    await expect(day('Tidigare')).toHaveText([new RegExp(`^Version 1${person.name}`)])
  })
  await test.step('by mouse: an earlier one is opened as a copy that cannot be changed', async () => {
    await versionOf(2).click()
    await judge(one, 'files-versions-days')
    await day('I går').getByRole('button', { name: 'Öppna' }).click()
    await expect.poll(() => openedOn(one)).toHaveLength(1)
    const [copy = ''] = await openedOn(one)
    expect(copy).toMatch(/opened\/copy-\w+\/Leveransspecifikation för kartportalen \(version 2, \d+ \w+ 15\.00\)\.txt$/)
    expect(await readFile(copy, 'utf8')).toBe('Johans ändring')
    expect((await stat(copy)).mode & 0o777).toBe(0o400)
  })
  await test.step('by mouse: it gets a name', async () => {
    await more.click()
    await judge(one, 'files-version-menu')
    await app.getByRole('menuitem', { name: 'Namnge versionen' }).click()
    await dialog.getByLabel('Namn').fill('Remissversion 0.8')
    await judge(one, 'files-version-name')
    await dialog.getByRole('button', { name: 'Spara' }).click()
    await expect(day('I går').last()).toContainText(/Remissversion 0\.8·15.B/)
  })
  await test.step('by keyboard: from version to version, what the file holds now gets a name', async () => {
    await go(app, 'Shift+Tab', versionOf(2))
    await keyboard.press('ArrowUp')
    await expectFocus(app, versionOf(3))
    await keyboard.press('Home')
    await keyboard.press('Enter')
    await go(app, 'Tab', panel.getByRole('button', { name: 'Namnge versionen' }))
    await keyboard.press('Enter')
    await expect(dialog.getByLabel('Namn')).toBeFocused()
    await keyboard.type('Till styrgruppen')
    await keyboard.press('Enter')
    await expect(day('I dag')).toContainText('Till styrgruppen')
    await expectFocus(app, panel.getByRole('button', { name: 'Namnge versionen' }))
    await judge(one, 'files-versions-named')
  })
  await test.step('by keyboard: one is deleted when that has been asked', async () => {
    await keyboard.press('Escape')
    await expectFocus(app, versionOf(4))
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await go(app, 'Tab', more)
    const remove = async () => {
      await keyboard.press('Enter')
      await expect(app.getByRole('menuitem', { name: 'Namnge versionen' })).toBeFocused()
      await keyboard.press('ArrowDown')
      await expect(app.getByRole('menuitem', { name: 'Ta bort versionen' })).toBeFocused()
      await keyboard.press('Enter')
      await expect(dialog).toContainText('Vill du ta bort version 2 för gott?')
    }
    await remove()
    await keyboard.press('Escape')
    await expectFocus(app, more)
    await remove()
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Ta bort versionen' }))
    await keyboard.press('Enter')
    await expect(versions).toHaveCount(3)
    await expect(panel).not.toContainText('Remissversion')
    await expect(panel).toContainText('Till styrgruppen')
  })
  await test.step('by keyboard: back to the details', async () => {
    await versionOf(2).focus()
    await keyboard.press('Escape')
    await expect(panel.getByRole('button', { name: 'Visa alla 3' })).toBeVisible()
    await expect(panel.locator(':focus')).toHaveCount(1)
  })
})

test('A version on its way is cancelled, or breaks, and leaves nothing; a program is not opened', async ({
  syncing,
  stack
}) => {
  const names = ['Flygbild.tif', 'Installera.sh']
  const { one, page, same } = await syncing(async (files) => {
    for (const name of names) await files.put(name, Buffer.alloc(8 << 20, name), Date.now() - 2 * dayMs)
    for (const name of names) await files.put(name, 'ny')
  })
  const app = page()
  await same(names)
  await watchOpening(one)
  const profile = await one.app().evaluate(({ app: main }) => main.getPath('userData'))
  const copies = async () => {
    const inside = await readdir(join(profile, 'opened'), { recursive: true }).catch(() => [])
    return inside.filter((name) => name.includes('(version'))
  }
  const panel = app.getByRole('complementary', { name: 'Detaljer' })
  const open = panel.getByRole('button', { name: 'Öppna' })
  const cancel = panel.getByRole('button', { name: 'Avbryt' })
  const chooseVersion = async (name: RegExp) => {
    await app.getByRole('row', { name }).click({ button: 'right' })
    await app.getByRole('menuitem', { name: 'Versioner' }).click()
    await panel.getByRole('button', { name: /^Version 1 / }).click()
  }
  await test.step('a program is not even fetched', async () => {
    await chooseVersion(/Installera/)
    await open.click()
    await expect(app.getByText('Filen är ett program och öppnas inte härifrån')).toBeVisible()
    expect(await copies()).toEqual([])
  })
  await test.step('cancelled by keyboard, where it was begun', async () => {
    await stack.faults.set({ host: server, bytesPerSecond: 512 << 10 })
    await chooseVersion(/Flygbild/)
    await open.focus()
    await app.keyboard.press('Enter')
    await expect(panel).toContainText(/Hämtar [1-9]\d* %/)
    expect(await copies()).toHaveLength(1)
    await judge(one, 'files-version-fetching')
    await expectFocus(app, cancel)
    await app.keyboard.press('Enter')
    await expectFocus(app, open)
    await expect.poll(copies).toEqual([])
  })
  await test.step('broken on the way', async () => {
    await open.click()
    await expect(panel).toContainText(/Hämtar [1-9]\d* %/)
    await stack.faults.set({ host: server, down: true })
    await expect(app.getByText('Ingen kontakt med filservern. Försök igen när du är online.')).toBeVisible()
    await expect.poll(copies).toEqual([])
    expect(await openedOn(one)).toEqual([])
  })
})
