import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { FaultControl } from '../../scripts/stack/front/control'
import { connectFiles, shareWith, type FilesClient } from '../fixtures/files'
import { openRoom } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import { expect, syncNow, test } from './syncing'

const server = 'moln.insjoverket.test'
const down = (faults: FaultControl) => faults.set({ host: server, down: true })

/** Both sides change files while they do not see each other. */
async function changeBoth(
  app: Page,
  faults: FaultControl,
  folder: string,
  files: Readonly<Record<string, FilesClient>>
): Promise<void> {
  await down(faults)
  await expect(app.getByRole('button', { name: 'Försök igen' })).toBeVisible()
  for (const [path, theirs] of Object.entries(files)) {
    await writeFile(join(folder, path), 'ändrad här')
    await theirs.put(path, 'ändrad på servern')
  }
  await faults.clear()
  await app.getByRole('button', { name: 'Försök igen' }).click()
}

const panelOf = (app: Page) => {
  const panel = app.getByRole('complementary', { name: 'Detaljer' })
  return {
    panel,
    conflictIn: (name: string) => panel.getByRole('group', { name: `Konflikt i ${name}` }),
    button: (name: string) => panel.getByRole('button', { name, exact: true })
  }
}

test('By mouse: both versions are shown with who made them, and one or both are kept', async ({ syncing, stack }) => {
  const ingrid = stack.info.people.find(({ name }) => name === 'Ingrid Hallby')!
  const theirs = connectFiles(stack.info, ingrid)
  const [own, shared, last] = ['Beslut.txt', 'Kartportal/Remissammanställning.txt', 'Yttrande.txt'] as const
  const { one, page, files, folder, person, same } = await syncing(async (files) => {
    for (const name of [own, last]) await files.put(name, 'från början')
    if ((await theirs.paths()).includes('Kartportal/')) await theirs.remove('Kartportal')
    await theirs.makeFolder('Kartportal')
    await theirs.put(shared, 'från början')
  })
  await shareWith(stack.info, ingrid, '/Kartportal', person.id)
  const app = page()
  const { conflictIn, panel, button } = panelOf(app)
  await same([own, 'Kartportal/', shared, last], 60_000)
  const before = await files.id(own)
  await changeBoth(app, stack.faults, folder, { [own]: files, [shared]: theirs, [last]: files })
  await app.getByRole('button', { name: '3 konflikter att lösa' }).click()

  await test.step('where the person made both, both say so, and the file as well as its copy is marked', async () => {
    await expect(conflictIn('Beslut.txt')).toBeVisible()
    await expect(button('Behåll båda')).toBeFocused()
    for (const side of ['På datorn', 'På servern'])
      await expect(panel.getByRole('region', { name: side })).toContainText('Du')
    await expect(app.getByRole('row', { name: /Beslut.*Konflikt/ })).toHaveCount(2)
    await app.getByRole('row', { name: /Beslut \(conflicted copy/ }).click()
    await expect(conflictIn('Beslut.txt')).toBeVisible()
  })
  await test.step('the server’s version is fetched before it gets another content, where it is there alone', async () => {
    const original = app.getByRole('row', { name: /^Beslut\.txt/ })
    await original.click()
    await original.press('Shift+F10')
    await app.getByRole('menuitem', { name: 'Ta bort från datorn' }).click()
    await expect.poll(() => readFile(join(folder, own)).catch(() => null)).toBeNull()
    await button('Behåll min').click()
    await expect(app.getByText('Välj Behåll min igen när den är på datorn')).toBeVisible()
    await expect.poll(() => readFile(join(folder, own), 'utf8').catch(() => null)).toBe('ändrad på servern')
    await button('Behåll min').click()
  })
  await test.step('the next one is offered where it lies, with the colleague’s name', async () => {
    await expect(conflictIn('Remissammanställning.txt')).toBeVisible()
    await expect(button('Behåll båda')).toBeFocused()
    await expect(app.getByRole('row', { name: /^Remissammanställning\.txt/ })).toHaveAttribute('aria-selected', 'true')
    const there = panel.getByRole('region', { name: 'På servern' })
    await expect(there).toContainText('Ingrid Hallby')
    await expect(there).toContainText('19 B')
    await expect(panel.getByRole('region', { name: 'På datorn' })).not.toContainText('Ingrid')
    await expect(there.getByRole('img', { name: /Förhandsvisning/ })).toBeVisible()
    await judge(one, 'files-conflict')
  })
  await test.step('each version can be looked at', async () => {
    await one.app().evaluate(({ shell }) => {
      const opened: string[] = []
      Reflect.set(globalThis, 'opened', opened)
      shell.openPath = (path) => {
        opened.push(path)
        return Promise.resolve('')
      }
    })
    const opened = () => one.app().evaluate(() => Reflect.get(globalThis, 'opened') as readonly string[])
    await button('Öppna Ingrids version').click()
    await expect.poll(opened).toEqual([join(folder, shared)])
    await button('Öppna din version').click()
    await expect.poll(async () => (await opened())[1]).toContain('(conflicted copy')
  })
  await test.step('after the last one the focus is in the list', async () => {
    await button('Behåll Ingrids').click()
    await expect(conflictIn('Yttrande.txt')).toBeVisible()
    await button('Behåll båda').click()
    await expect(app.getByText('Båda versionerna av Yttrande.txt finns kvar')).toBeVisible()
    await expect(app.getByRole('row', { name: /^Yttrande\.txt/ })).toBeFocused()
    await expect(panel.getByRole('group')).toHaveCount(0)
    await expect(app.getByText(/att lösa/)).toBeHidden()
  })
  await test.step('what was chosen is on both sides, and the file is the one that it was', async () => {
    await same([own, 'Kartportal/', shared, 'Yttrande (2).txt', last])
    const contents = [own, shared, 'Yttrande (2).txt', last].map((path) => readFile(join(folder, path), 'utf8'))
    expect(await Promise.all(contents)).toEqual(['ändrad här', 'ändrad på servern', 'ändrad här', 'ändrad på servern'])
    expect(await files.id(own)).toBe(before)
    expect(await files.versions(own)).toContain('ändrad på servern')
  })
})

test('By keyboard: one after the other is settled, without the server too', async ({ syncing, stack }) => {
  const names = ['Beslut.txt', 'Plan.txt', 'Yttrande.txt']
  const { one, page, files, folder, same } = await syncing(async (files) => {
    for (const name of names) await files.put(name, 'från början')
  })
  const app = page()
  const { keyboard } = app
  const { conflictIn, panel, button } = panelOf(app)
  await same(names)
  await changeBoth(app, stack.faults, folder, Object.fromEntries(names.map((name) => [name, files])))

  await test.step('Esc leads back to the list, and the file there leads to its conflict again', async () => {
    await app.getByRole('button', { name: '3 konflikter att lösa' }).focus()
    await keyboard.press('Enter')
    await expect(button('Behåll båda')).toBeFocused()
    await keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(app.getByRole('row', { name: /^Beslut\.txt/ })).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(app.getByRole('row', { name: /^Plan|^Beslut \(/ }).and(app.locator(':focus'))).toBeVisible()
    await app.getByRole('button', { name: '3 konflikter att lösa' }).focus()
    await keyboard.press('Enter')
    await expect(button('Behåll båda')).toBeFocused()
  })
  await test.step('the server’s version is one stop before', async () => {
    await keyboard.press('Shift+Tab')
    await expect(button('Behåll serverns')).toBeFocused()
    await keyboard.press('Enter')
    await expect(conflictIn('Plan.txt')).toBeVisible()
    await expect(button('Behåll båda')).toBeFocused()
    await expect.poll(files.paths).toHaveLength(5)
    expect(await readFile(join(folder, 'Beslut.txt'), 'utf8')).toBe('ändrad på servern')
  })
  await test.step('away from the server the choice is as free', async () => {
    await down(stack.faults)
    await syncNow(app)
    await expect(app.getByRole('button', { name: 'Försök igen' })).toBeVisible()
    await expect(panel.getByRole('heading', { name: 'Versioner' })).toBeHidden()
    await judge(one, 'files-conflict-offline')
    await button('Behåll båda').focus()
    await keyboard.press('Enter')
    await expect(conflictIn('Yttrande.txt')).toBeVisible()
    await expect(button('Behåll båda')).toBeFocused()
    await keyboard.press('Enter')
    await expect(app.getByRole('row', { name: /^Yttrande\.txt/ })).toBeFocused()
    expect(await readFile(join(folder, 'Plan (2).txt'), 'utf8')).toBe('ändrad här')
  })
  await test.step('and goes to the server later', async () => {
    await stack.faults.clear()
    await app.getByRole('button', { name: 'Försök igen' }).click()
    await same(['Beslut.txt', 'Plan (2).txt', 'Plan.txt', 'Yttrande (2).txt', 'Yttrande.txt'])
  })
})

test('In a conversation’s folder a conflict is settled there; one whose file has gone gets its name back', async ({
  syncing,
  stack
}) => {
  await startAfresh(stack.info, [stack.info.people[7]!])
  const { one, page, files, folder, person, same } = await syncing(async (files) => {
    await files.makeFolder('Sjödata')
    for (const path of ['Annat.txt', 'Sjödata/Plan.txt']) await files.put(path, 'från början')
  })
  const plain = await connectPlain(stack.info, person)
  await plain.createRoom('Kartportal')
  const app = page()
  const { conflictIn, panel, button } = panelOf(app)
  await same(['Annat.txt', 'Sjödata/', 'Sjödata/Plan.txt'])
  await changeBoth(app, stack.faults, folder, { 'Annat.txt': files, 'Sjödata/Plan.txt': files })
  await expect(app.getByRole('button', { name: '2 konflikter att lösa' })).toBeVisible()
  await expect.poll(files.paths).toHaveLength(5)

  await test.step('beside the conversation, and nowhere else', async () => {
    await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
    await openRoom(app, 'Kartportal')
    await app.getByRole('tab', { name: 'Filer' }).click()
    await app.getByRole('button', { name: 'Välj mapp' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Sjödata' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Använd mappen' }).click()
    await app.getByRole('row', { name: /^Plan\.txt/ }).click()
    await app.getByRole('tabpanel').getByRole('button', { name: 'Detaljer' }).click()
    await expect(conflictIn('Plan.txt')).toBeVisible()
    await judge(one, 'room-files-conflict')
    await button('Behåll båda').focus()
    await app.keyboard.press('Enter')
    await expect(app.getByRole('tabpanel').getByRole('row', { name: /^Plan\.txt/ })).toBeFocused()
    await expect(panel.getByRole('group')).toHaveCount(0)
    await expect.poll(files.paths).toContain('Sjödata/Plan (2).txt')
  })
  await test.step('what has the name is gone: nothing but what is here can be kept', async () => {
    await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
    await files.move('Annat.txt', 'Flyttad.txt')
    await syncNow(app)
    await expect(app.getByRole('row', { name: /^Flyttad\.txt/ })).toBeVisible()
    await app.getByRole('button', { name: '1 konflikt att lösa' }).click()
    await expect(conflictIn('Annat.txt')).toContainText('Ligger inte kvar')
    await expect(panel.getByRole('button', { name: /^Behåll/ })).toHaveText(['Behåll min'])
    await judge(one, 'files-conflict-gone')
    await button('Behåll min').click()
    await expect(app.getByText('Din version av Annat.txt gäller')).toBeVisible()
    await expect(app.getByRole('row', { name: /^Annat\.txt/ })).toBeFocused()
    await same(['Annat.txt', 'Flyttad.txt', 'Sjödata/', 'Sjödata/Plan (2).txt', 'Sjödata/Plan.txt'])
    expect(await readFile(join(folder, 'Annat.txt'), 'utf8')).toBe('ändrad här')
    expect(await readFile(join(folder, 'Flyttad.txt'), 'utf8')).toBe('ändrad på servern')
  })
})
