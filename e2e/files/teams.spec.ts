import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { changeFiles } from '../../scripts/stack/files/control'
import { judge } from '../fixtures/screens'
import { expect, test } from './syncing'

test('A team’s space is in the tree with its own bar; what does not fit says whose space is used up', async ({
  syncing,
  stack
}) => {
  const person = stack.info.people[7]!
  const { filesControl } = stack.info.local
  const team = (name: string, quota: number | null, members: Readonly<Record<string, 'read' | 'edit'>>) =>
    changeFiles(filesControl, { team: { name, quota, members } })
  const mine = { [person.id]: 'edit' } as const
  const endTeams = async () => {
    for (const name of ['Sjödata 2026', 'Verksamhetsstöd']) await team(name, null, {})
  }
  await endTeams()
  await changeFiles(filesControl, { quota: { person: person.id, bytes: 50_000 } })
  try {
    const { one, page, files, folder, same } = await syncing(async (files) => {
      await files.makeFolder('Arbetsmaterial')
      await files.put('Arbetsmaterial/Utkast.txt', 'u'.repeat(18_400))
      await team('Sjödata 2026', 60_000, mine)
      await team('Verksamhetsstöd', null, { [person.id]: 'read' })
      await files.makeFolder('Sjödata 2026/Avtal')
      await files.put('Sjödata 2026/Avtal/Ramavtal.txt', 'a'.repeat(52_000))
    })
    const app = page()
    const tree = app.getByRole('tree', { name: 'Teamytor' })
    const bar = app.getByRole('progressbar', { name: 'Sjödata 2026' })
    await same([
      'Arbetsmaterial/',
      'Arbetsmaterial/Utkast.txt',
      'Sjödata 2026/',
      'Sjödata 2026/Avtal/',
      'Sjödata 2026/Avtal/Ramavtal.txt',
      'Verksamhetsstöd/'
    ])

    await test.step('by keyboard: the tree of team spaces opens it, and the way there says so', async () => {
      await expect(tree.getByRole('treeitem')).toHaveText(['Sjödata 2026', 'Verksamhetsstöd'])
      await expect(app.getByRole('tree', { name: 'Mina filer' })).not.toContainText('Sjödata 2026')
      await tree.getByRole('treeitem', { name: 'Sjödata 2026' }).focus()
      await app.keyboard.press('ArrowRight')
      await expect(tree.getByRole('treeitem', { name: 'Avtal' })).toBeVisible()
      await app.keyboard.press('ArrowDown')
      await app.keyboard.press('Enter')
      await expect(app.getByRole('navigation', { name: 'Var du är' })).toContainText('Teamytor')
      await expect(app.getByRole('row', { name: /Ramavtal\.txt/ })).toContainText('Synkad')
    })
    await test.step('its bar is its own, and warns when little is left', async () => {
      await expect(bar).toHaveAttribute('max', '60000')
      await expect(bar).toHaveAttribute('value', '52000')
      await expect(app.getByRole('progressbar', { name: 'Min yta' })).toHaveAttribute('max', '50000')
      await judge(one, 'files-team-folders')
    })
    await test.step('what does not fit waits, with the reason; the bar follows what fits', async () => {
      await writeFile(join(folder, 'Sjödata 2026/Avtal/Bilaga.txt'), 'b'.repeat(20_000))
      await writeFile(join(folder, 'Sjödata 2026/Avtal/Not.txt'), 'n'.repeat(2_000))
      await expect.poll(files.paths, { timeout: 60_000 }).toContain('Sjödata 2026/Avtal/Not.txt')
      await expect(bar).toHaveAttribute('value', '54000')
      await app.getByRole('button', { name: '1 fil är inte synkad' }).click()
      const dialog = app.getByRole('dialog')
      await expect(dialog).toContainText('Bilaga.txt')
      await expect(dialog).toContainText('Utrymmet i Sjödata 2026 är slut')
      await judge(one, 'files-team-full')
      await app.keyboard.press('Escape')
    })
    await test.step('with more space it goes', async () => {
      await team('Sjödata 2026', 100_000, mine)
      await expect.poll(files.paths, { timeout: 120_000 }).toContain('Sjödata 2026/Avtal/Bilaga.txt')
      await expect(bar).toHaveAttribute('max', '100000')
    })
    await test.step('it cannot be deleted, renamed or moved, and the keys and the menu say so', async () => {
      const row = app.getByRole('row', { name: /Sjödata 2026/ })
      await app
        .getByRole('navigation', { name: 'Mappar' })
        .getByRole('button', { name: 'Mina filer', exact: true })
        .click()
      await row.click()
      for (const [key, said] of [
        ['Delete', 'Du har inte behörighet att ta bort Sjödata 2026.'],
        ['F2', 'Du har inte behörighet att byta namn på Sjödata 2026.'],
        ['Control+x', 'Du har inte behörighet att flytta Sjödata 2026.']
      ] as const) {
        await app.keyboard.press(key)
        await expect(app.getByText(said)).toBeVisible()
      }
      await expect(app.getByRole('dialog')).toBeHidden()
      await row.focus()
      await app.keyboard.press('Shift+F10')
      for (const name of ['Byt namn', 'Flytta till', 'Ta bort'])
        await expect(app.getByRole('menuitem', { name, exact: true })).toHaveAttribute('aria-disabled', 'true')
      await expect(app.getByRole('menuitem', { name: 'Kopiera till' })).not.toHaveAttribute('aria-disabled')
      await judge(one, 'files-team-denied')
      await app.keyboard.press('Escape')
      await expect(row).toBeVisible()
    })
    await test.step('what deletes it on the computer deletes nothing there: it comes back', async () => {
      await rm(join(folder, 'Sjödata 2026'), { recursive: true })
      await expect
        .poll(() => existsSync(join(folder, 'Sjödata 2026/Avtal/Ramavtal.txt')), { timeout: 90_000 })
        .toBe(true)
      expect(await files.paths()).toContain('Sjödata 2026/Avtal/Ramavtal.txt')
    })
  } finally {
    await changeFiles(filesControl, { quota: { person: person.id, bytes: null } })
    await endTeams()
  }
})
