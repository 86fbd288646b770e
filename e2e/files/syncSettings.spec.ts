import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { FilesClient } from '../fixtures/files'
import { expectFocus, go } from '../fixtures/keyboard'
import { judge } from '../fixtures/screens'
import { expect, killSync, openFiles, openSyncPage, test } from './syncing'

const kilobytes = (count: number) => Buffer.alloc(count * 1000, 'm')

/** Three folders, one of them with folders in it, and a file beside them. */
async function prepare(files: FilesClient): Promise<void> {
  for (const folder of ['Arkiv', 'Arkiv/Sjödata', 'Arkiv/Protokoll', 'Avtal', 'Kartor']) await files.makeFolder(folder)
  await files.put('Arkiv/Sjödata/Djup.csv', kilobytes(400))
  await files.put('Arkiv/Protokoll/Mars.odt', kilobytes(30))
  await files.put('Avtal/Ramavtal.odt', kilobytes(20))
  await files.put('Kartor/Mälaren.gpkg', kilobytes(250))
  await files.put('Brev.odt', kilobytes(5))
}
const everything = [
  'Arkiv/',
  'Arkiv/Protokoll/',
  'Arkiv/Protokoll/Mars.odt',
  'Arkiv/Sjödata/',
  'Arkiv/Sjödata/Djup.csv',
  'Avtal/',
  'Avtal/Ramavtal.odt',
  'Brev.odt',
  'Kartor/',
  'Kartor/Mälaren.gpkg'
]

/** The page as a person sees it. */
function partsOf(app: Page) {
  const main = app.getByRole('main')
  const dialog = app.getByRole('dialog')
  return {
    main,
    dialog,
    row: main.getByRole('row', { name: /Mina filer/ }),
    button: (name: string) => main.getByRole('button', { name, exact: true }),
    folder: (name: string) => dialog.getByRole('treeitem', { name: new RegExp(`^${name} `) }),
    effect: dialog.getByRole('status')
  }
}

test('Which folders are here is chosen by mouse, and what is to be here in any case', async ({ syncing, stack }) => {
  const { one, page, files, folder, same } = await syncing(prepare)
  await same(everything)
  const app = page()
  await openSyncPage(app)
  const { main, dialog, row, button, folder: at, effect } = partsOf(app)
  const here = (path: string) => existsSync(join(folder, path))

  await test.step('all of it is here', async () => {
    await expect(row).toContainText('Allt synkas')
    await expect(row).toContainText('Synkad')
    await expect(row).toContainText('705 kB')
    await expect(main).toContainText('Här står det som du särskilt har valt')
    await judge(one, 'sync-settings')
  })
  await test.step('the dialog shows the folders with their sizes, and what a choice means', async () => {
    await button('Välj mappar i Mina filer').click()
    await expect(at('Mina filer')).toHaveAttribute('aria-checked', 'true')
    await expect(at('Arkiv')).toContainText('430 kB')
    await expect(effect).toHaveText('Inget ändras på datorn.')
    await at('Arkiv').locator('.tree__caret').click()
    await at('Sjödata').click()
    await expect(at('Sjödata')).toHaveAttribute('aria-checked', 'false')
    await expect(at('Arkiv')).toHaveAttribute('aria-checked', 'mixed')
    await expect(at('Mina filer')).toHaveAttribute('aria-checked', 'mixed')
    await expect(effect).toHaveText('400 kB tas bort från datorn och finns kvar på servern.')
    await at('Kartor').click()
    await expect(effect).toHaveText('650 kB tas bort från datorn och finns kvar på servern.')
    await judge(one, 'sync-choose-folders')
  })
  await test.step('saved, it leaves the computer and stays on the server', async () => {
    await dialog.getByRole('button', { name: 'Spara' }).click()
    await expect(dialog).toBeHidden()
    await expect(button('Välj mappar i Mina filer')).toBeFocused()
    await expect.poll(() => here('Arkiv/Sjödata') || here('Kartor')).toBe(false)
    expect(here('Arkiv/Protokoll/Mars.odt')).toBe(true)
    expect(await files.paths()).toEqual([...everything].sort())
    await expect(row).toContainText('1 av 3 mappar synkas, 1 delvis')
    await expect(row).toContainText('55 kB')
    await expect(button('Gör Kartor tillgänglig offline')).toBeVisible()
    await judge(one, 'sync-some-folders')
  })
  await test.step('chosen again, it comes back', async () => {
    await button('Välj mappar i Mina filer').click()
    await expect(at('Arkiv')).toHaveAttribute('aria-checked', 'mixed')
    await at('Arkiv').click()
    await expect(effect).toHaveText('400 kB hämtas till datorn.')
    await stack.faults.set({ host: 'moln.insjoverket.test', bytesPerSecond: 20_000 })
    await dialog.getByRole('button', { name: 'Spara' }).click()
    await expect(row).toContainText(/Synkar \d+ %/)
    await judge(one, 'sync-progress')
    await stack.faults.clear()
    await expect.poll(() => here('Arkiv/Sjödata/Djup.csv')).toBe(true)
    await expect(row).toContainText('2 av 3 mappar synkas')
  })
  await test.step('nothing but what is added is here', async () => {
    await button('Välj mappar i Mina filer').click()
    await at('Mina filer').click()
    await at('Mina filer').click()
    await expect(at('Avtal')).toHaveAttribute('aria-checked', 'false')
    await dialog.getByRole('button', { name: 'Spara' }).click()
    await expect(row).toContainText('Hämtas när du öppnar')
    await expect(row).toContainText('Endast online')
    await expect(row).toContainText('–')
    await expect.poll(() => here('Brev.odt') || here('Avtal') || here('Arkiv')).toBe(false)
    await button('Lägg till').click()
    await dialog.getByRole('button', { name: 'Avtal' }).click()
    await dialog.getByRole('button', { name: 'Ha på datorn' }).click()
    await expect(button('Gör Avtal endast online')).toBeVisible()
    await expect.poll(() => here('Avtal/Ramavtal.odt')).toBe(true)
    await button('Lägg till').click()
    await dialog.getByRole('button', { name: 'Brev.odt' }).click()
    await expect(dialog.getByRole('button', { name: 'Brev.odt' })).toHaveAttribute('aria-pressed', 'true')
    await judge(one, 'sync-add-kept')
    await dialog.getByRole('button', { name: 'Ha på datorn' }).click()
    await expect.poll(() => here('Brev.odt')).toBe(true)
    await expect(row).toContainText('1 av 3 mappar synkas')
    await expect(row).toContainText('25 kB')
    await judge(one, 'sync-kept')
  })
  await test.step('and goes again when it is not to be', async () => {
    await button('Gör Brev.odt endast online').click()
    await expect(button('Gör Brev.odt tillgänglig offline')).toBeVisible()
    await expect.poll(() => here('Brev.odt')).toBe(false)
    await one.quit()
    await one.start()
    await openSyncPage(page())
    await expect(partsOf(page()).button('Gör Avtal endast online')).toBeVisible()
    expect(here('Avtal/Ramavtal.odt')).toBe(true)
    expect(await files.paths()).toEqual([...everything].sort())
  })
})

test('Folders are chosen by keyboard alone, and the focus is given back', async ({ syncing }) => {
  const { page, files, folder, same } = await syncing(prepare)
  await same(everything)
  const app = page()
  await openSyncPage(app)
  const { dialog, row, button, folder: at, effect } = partsOf(app)
  const press = async (...keys: string[]) => {
    for (const key of keys) await app.keyboard.press(key)
  }
  const here = (path: string) => existsSync(join(folder, path))

  await test.step('the tree is one stop, and the arrows go through it', async () => {
    await button('Välj mappar i Mina filer').press('Enter')
    await expect(at('Kartor')).toBeVisible()
    await expectFocus(app, at('Mina filer'))
    await press('ArrowDown')
    await expectFocus(app, at('Arkiv'))
    await press('ArrowRight')
    await expect(at('Sjödata')).toBeVisible()
    await press('ArrowRight')
    await expectFocus(app, at('Protokoll'))
    await press('End')
    await expectFocus(app, at('Kartor'))
    await press('ArrowLeft')
    await expectFocus(app, at('Mina filer'))
    await press('ArrowLeft')
    await expect(at('Arkiv')).toBeHidden()
    await press('ArrowRight', 'ArrowDown', 'ArrowLeft')
    await expect(at('Sjödata')).toBeHidden()
    await press('Tab')
    await expectFocus(app, dialog.getByRole('button', { name: 'Avbryt' }))
    await press('Shift+Tab')
    await expectFocus(app, at('Arkiv'))
  })
  await test.step('Escape changes nothing', async () => {
    await press(' ')
    await expect(effect).toContainText('tas bort från datorn')
    await press('Escape')
    await expectFocus(app, button('Välj mappar i Mina filer'))
    await press('Enter')
    await expect(at('Arkiv')).toHaveAttribute('aria-checked', 'true')
  })
  await test.step('space takes a folder away, and it goes when it is saved', async () => {
    await press('End', ' ')
    await expect(at('Kartor')).toHaveAttribute('aria-checked', 'false')
    await expect(effect).toHaveText('250 kB tas bort från datorn och finns kvar på servern.')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Spara' }))
    await press('Enter')
    await expectFocus(app, button('Välj mappar i Mina filer'))
    await expect.poll(() => here('Kartor')).toBe(false)
    await expect(row).toContainText('2 av 3 mappar synkas')
  })
  await test.step('something is added, and made online only again', async () => {
    await button('Lägg till').press('Enter')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Kartor' }))
    await press('Enter')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Mälaren.gpkg' }))
    await press('Enter')
    await go(app, 'Tab', dialog.getByRole('button', { name: 'Ha på datorn' }))
    await press('Enter')
    await expectFocus(app, button('Lägg till'))
    await expect.poll(() => here('Kartor/Mälaren.gpkg')).toBe(true)
    await go(app, 'Tab', button('Gör Mälaren.gpkg endast online'))
    await press('Enter')
    await expect(button('Gör Mälaren.gpkg tillgänglig offline')).toBeVisible()
    await expect.poll(() => here('Kartor')).toBe(false)
    expect(await files.paths()).toEqual([...everything].sort())
  })
})

test('What the server does not have stays here and is told; a sync process that dies loses no choice', async ({
  syncing,
  stack
}) => {
  const { one, page, files, folder, same } = await syncing(prepare)
  await same(everything)
  const app = page()
  await openSyncPage(app)
  const { main, dialog, row, button, folder: at } = partsOf(app)
  const here = (path: string) => existsSync(join(folder, path))

  await test.step('without the server, what is not sent is counted, and what is to be fetched waits', async () => {
    await stack.faults.set({ host: 'moln.insjoverket.test', down: true })
    await expect(main.getByRole('status').first()).toHaveText(/Frånkopplad/, { timeout: 90_000 })
    await writeFile(join(folder, 'Avtal/Utkast.odt'), kilobytes(3))
    await expect(async () => {
      await button('Välj mappar i Mina filer').click()
      await at('Avtal').click()
      await expect(dialog)
        .toContainText('En fil är inte skickad än', { timeout: 1_000 })
        .finally(async () => {
          if (!(await dialog.getByText('En fil är inte skickad än').isVisible())) await app.keyboard.press('Escape')
        })
    }).toPass({ timeout: 90_000 })
    await judge(one, 'sync-choose-away')
    await dialog.getByRole('button', { name: 'Spara' }).click()
    await expect(main).toContainText('Utkast.odt', { timeout: 60_000 })
    expect(here('Avtal/Utkast.odt')).toBe(true)
    await judge(one, 'sync-left')
  })
  await test.step('when the server answers nonsense, nothing goes; when it is well, all goes that is safe', async () => {
    await stack.faults.clear()
    await stack.faults.set({
      host: 'moln.insjoverket.test',
      spoil: [{ method: 'PROPFIND', path: '.*', reply: 418 }]
    })
    const { spoiled } = await stack.faults.get('moln.insjoverket.test')
    await openFiles(app)
    const again = app.getByRole('button', { name: 'Försök igen' })
    await again.click()
    await expect.poll(async () => (await stack.faults.get('moln.insjoverket.test')).spoiled).toBeGreaterThan(spoiled)
    expect(here('Avtal/Utkast.odt')).toBe(true)
    await expect(async () => {
      if (await again.isVisible()) await again.click()
      expect(await files.paths()).toContain('Avtal/Utkast.odt')
    }).toPass({ timeout: 120_000 })
    await expect.poll(() => here('Avtal'), { timeout: 120_000 }).toBe(false)
    await openSyncPage(app)
    await expect(row).toContainText('2 av 3 mappar synkas', { timeout: 60_000 })
  })
  await test.step('a sync process that dies while one chooses', async () => {
    await button('Välj mappar i Mina filer').click()
    await expect(at('Arkiv')).toBeVisible()
    await at('Avtal').click()
    await killSync(one)
    await at('Arkiv').locator('.tree__caret').click()
    await expect(dialog.getByRole('alert')).toContainText('Mapparna i Arkiv kunde inte läsas')
    await expect(async () => {
      await dialog.getByRole('button', { name: 'Försök igen' }).click({ timeout: 1_000 })
      await expect(at('Sjödata')).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
    await expect(at('Avtal')).toHaveAttribute('aria-checked', 'true')
    await dialog.getByRole('button', { name: 'Spara' }).click()
    await expect(dialog).toBeHidden()
    await expect.poll(() => here('Avtal/Utkast.odt')).toBe(true)
  })
})
