import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { changeFiles } from '../../scripts/stack/files/control'
import { connectFiles, shareWith } from '../fixtures/files'
import { openedOn, watchOpening } from '../fixtures/opening'
import { judge } from '../fixtures/screens'
import { dropFiles, expect, syncNow, test } from './syncing'

const fileIdOf = (page: Page, name: string) =>
  page.evaluate(async (wanted) => {
    const bridge = Reflect.get(globalThis, 'samverk') as {
      invoke: (channel: string, folder: string) => Promise<readonly string[]>
    }
    const pages = await bridge.invoke('files.list', '')
    const items = pages.flatMap((page) => JSON.parse(page) as readonly { name: string; fileId: string }[])
    return Number(items.find(({ name: itsName }) => itsName === wanted)?.fileId)
  }, name)

test('A colleague’s lock is shown, and asked about before the file is opened', async ({ syncing, stack }) => {
  const names = ['Leveransspecifikation.odt', 'Mätstationer 2026.ods']
  const { one, page, folder, same } = await syncing(async (files) => {
    await files.makeFolder('Arkiv')
    for (const name of names) await files.put(name, name.repeat(40))
  })
  const app = page()
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const dialog = app.getByRole('dialog', { name: 'Vill du öppna Leveransspecifikation.odt ändå?' })
  await same(['Arkiv/', ...names])
  await watchOpening(one)
  const johan = stack.info.people[3]!
  const fileId = await fileIdOf(app, names[0]!)
  await changeFiles(stack.info.local.filesControl, { lock: { fileId, person: johan.id } })

  await test.step('the list says who', async () => {
    await rowOf(/Arkiv/).dblclick()
    await app.getByRole('navigation', { name: 'Var du är' }).getByRole('button', { name: 'Mina filer' }).click()
    await expect(rowOf(/Leveransspecifikation/)).toContainText('Låst av Johan')
    await expect(rowOf(/Mätstationer/)).toContainText('Synkad')
  })
  await test.step('by mouse: opening asks, and reading opens a copy that cannot be changed', async () => {
    await rowOf(/Leveransspecifikation/).dblclick()
    await expect(dialog).toContainText(/Johan Ekstrand redigerar filen sedan \d\d:\d\d/)
    await judge(one, 'files-locked')
    await dialog.getByRole('button', { name: 'Öppna för läsning' }).click()
    await expect.poll(() => openedOn(one)).toHaveLength(1)
    expect((await openedOn(one))[0]).toMatch(/opened\/copy-\w+\/Leveransspecifikation\.odt$/)
    expect((await openedOn(one))[0]).not.toContain(folder)
  })
  await test.step('by keyboard: Esc opens nothing, and one may open it all the same', async () => {
    await rowOf(/Leveransspecifikation/).focus()
    await app.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await app.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await app.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Öppna ändå' }).focus()
    await app.keyboard.press('Enter')
    await expect.poll(() => openedOn(one)).toHaveLength(2)
    expect((await openedOn(one))[1]).toContain(folder)
  })
  await test.step('a file that nobody works on just opens', async () => {
    await changeFiles(stack.info.local.filesControl, { lock: { fileId, person: null } })
    await rowOf(/Leveransspecifikation/).dblclick()
    await expect.poll(() => openedOn(one)).toHaveLength(3)
    await expect(dialog).toBeHidden()
  })
})

test('What several people have lies under team spaces, by mouse and by keyboard', async ({ syncing, stack }) => {
  const johan = stack.info.people[3]!
  const theirs = connectFiles(stack.info, johan)
  const team = 'Sjödata 2026'
  const { one, page, person } = await syncing(async (files) => {
    await files.makeFolder('Arbetsmaterial')
    await files.put('Plan.txt', 'min egen')
  })
  if ((await theirs.paths()).includes(`${team}/`)) await theirs.remove(team)
  await theirs.makeFolder(team)
  await theirs.makeFolder(`${team}/Kartportal`)
  await theirs.put(`${team}/Kartportal/Leverans.txt`, 'gemensamt')
  await shareWith(stack.info, johan, `/${team}`, person.id)
  const app = page()
  const rowOf = (name: RegExp) => app.getByRole('row', { name })
  const teams = app.getByRole('tree', { name: 'Teamytor' })
  await syncNow(app)
  await expect(rowOf(/Sjödata 2026/)).toContainText('Delad')
  await app.getByRole('navigation', { name: 'Mappar' }).getByRole('button', { name: 'Mina filer', exact: true }).click()
  await expect(teams.getByRole('treeitem', { name: team })).toBeVisible()
  await expect(app.getByRole('tree', { name: 'Mina filer' }).getByRole('treeitem', { name: team })).toBeHidden()
  await teams.getByRole('treeitem', { name: team }).click()
  await expect(app.getByRole('navigation', { name: 'Var du är' })).toContainText(`Teamytor${team}`)
  await expect(rowOf(/Kartportal/)).toContainText('Synkad')
  await teams.getByRole('treeitem', { name: team }).press('ArrowRight')
  await expect(teams.getByRole('treeitem', { name: 'Kartportal' })).toBeVisible()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  await expect(rowOf(/Leverans\.txt/)).toContainText('Synkad')
  await judge(one, 'files-teams')
})

test('A folder that may only be read takes nothing, and says so before anything is put there', async ({
  syncing,
  stack
}) => {
  const johan = stack.info.people[3]!
  const theirs = connectFiles(stack.info, johan)
  const { one, page, person, folder, same } = await syncing(async (files) => {
    await files.put('Plan.txt', 'plan')
  })
  const app = page()
  const row = (name: RegExp) => app.getByRole('row', { name })
  const name = `Riktlinjer ${person.id}`
  await same(['Plan.txt'])
  if ((await theirs.paths()).includes(`${name}/`)) await theirs.remove(name)
  await theirs.makeFolder(name)
  await theirs.put(`${name}/Reseregler.txt`, 'regler')
  await shareWith(stack.info, johan, `/${name}`, person.id, 1)
  await syncNow(app)
  await row(/Riktlinjer/).dblclick()
  await expect(row(/Reseregler/)).toContainText('Synkad')

  await test.step('by mouse', async () => {
    const toolbar = app.getByRole('toolbar')
    await expect(toolbar).toContainText('Du kan läsa här, men inte lägga till.')
    for (const button of ['Nytt', 'Ladda upp'])
      await expect(toolbar.getByRole('button', { name: button })).toHaveAttribute('aria-disabled', 'true')
    await toolbar.getByRole('button', { name: 'Nytt' }).click({ force: true })
    await expect(app.getByRole('menu')).toBeHidden()
    await judge(one, 'files-closed')
    await dropFiles(app, row(/Reseregler/), [join(folder, 'Plan.txt')])
    await expect(app.getByText(`Du har inte behörighet att lägga till något i ${name}.`)).toBeVisible()
  })
  await test.step('by keyboard', async () => {
    await app
      .getByRole('navigation', { name: 'Mappar' })
      .getByRole('button', { name: 'Mina filer', exact: true })
      .focus()
    await app.keyboard.press('Enter')
    await row(/Plan/).focus()
    await app.keyboard.press('Control+c')
    await row(/Riktlinjer/).focus()
    await app.keyboard.press('Enter')
    await row(/Reseregler/).focus()
    await app.keyboard.press('Control+v')
    await expect(app.getByText(`Du har inte behörighet att lägga till något i ${name}.`)).toBeVisible()
  })
  expect(await readdir(join(folder, name))).toEqual(['Reseregler.txt'])
  expect(await readdir(folder)).toContain('Plan.txt')
})

test('Where the agency wants a password and a last day, a link has both from the start', async ({ syncing, stack }) => {
  await changeFiles(stack.info.local.filesControl, { links: { passwordNeeded: true, days: 30 } })
  try {
    const { one, page, same } = await syncing(async (files) => {
      await files.put('Remiss.txt', 'remiss')
    })
    const app = page()
    const dialog = app.getByRole('dialog')
    const password = dialog.getByLabel('Lösenord', { exact: true })
    const day = dialog.getByLabel('Gäller till och med')
    await same(['Remiss.txt'])
    await app.getByRole('row', { name: /Remiss/ }).click({ button: 'right' })
    await app.getByRole('menuitem', { name: 'Dela', exact: true }).click()
    await dialog.getByRole('switch').focus()
    await app.keyboard.press('Space')
    await expect(password).toHaveValue(/^[A-Z][a-z]+-[a-z]+-\d\d$/)
    await expect(day).toHaveValue(/^\d{4}-\d\d-\d\d$/)
    await expect(dialog).toContainText('Lösenord och slutdatum krävs av din arbetsgivare.')
    await test.step('without them nothing is made, and it says what is missing', async () => {
      const proposed = await password.inputValue()
      await password.fill('')
      await dialog.getByRole('button', { name: 'Dela', exact: true }).click()
      await expect(dialog.getByRole('alert')).toContainText('Länken behöver ett lösenord.')
      await judge(one, 'files-share-rules')
      await dialog.getByRole('button', { name: 'Nytt lösenord' }).click()
      await expect(password).not.toHaveValue(proposed)
    })
    await test.step('a day that the server does not allow is told in its words, and nothing that was chosen is lost', async () => {
      const allowed = await day.inputValue()
      const chosen = await password.inputValue()
      await day.fill(`${Number(allowed.slice(0, 4)) + 1}${allowed.slice(4)}`)
      await dialog.getByRole('button', { name: 'Dela', exact: true }).click()
      await expect(dialog.getByRole('alert')).toContainText('30 days in the future')
      await expect(password).toHaveValue(chosen)
      await day.fill(allowed)
    })
    await dialog.getByRole('button', { name: 'Dela', exact: true }).click()
    await expect(dialog.getByRole('textbox', { name: 'Länkens adress' })).toHaveValue(/^https:/)
    await expect(dialog.getByRole('switch')).toBeChecked()
    await expect(dialog.getByRole('alert')).toBeHidden()
  } finally {
    await changeFiles(stack.info.local.filesControl, { links: { passwordNeeded: false, days: null } })
  }
})
