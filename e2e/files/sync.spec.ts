import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { treeOf } from '../fixtures/files'
import { dropFiles, expect, killSync, openFiles, receivedBytes, syncNow, test } from './syncing'

const run = promisify(execFile)
const server = 'moln.insjoverket.test'
const sizeBytes = 50 << 20
const loops = Number(process.env.SAMVERK_E2E_LOOPS ?? 5)

test('What is made, changed, renamed, moved and deleted on either side is so on the other', async ({ syncing }) => {
  const { page, files, folder, same } = await syncing(async (files) => {
    await files.makeFolder('Remisser')
    await files.put('Remisser/Yttrande å.txt', 'ett')
    await files.put('Karta.txt', 'en karta')
  })
  await same(['Karta.txt', 'Remisser/', 'Remisser/Yttrande å.txt'])
  await expect(page().getByRole('row', { name: /Karta\.txt/ })).toContainText('Synkad')

  await test.step('on the computer', async () => {
    await writeFile(join(folder, 'Nytt.txt'), 'nytt härifrån')
    await writeFile(join(folder, 'Remisser/Yttrande å.txt'), 'två')
    await rename(join(folder, 'Karta.txt'), join(folder, 'Sjökarta.txt'))
    await same(['Nytt.txt', 'Remisser/', 'Remisser/Yttrande å.txt', 'Sjökarta.txt'])
    await rename(join(folder, 'Nytt.txt'), join(folder, 'Remisser/Nytt.txt'))
    await rm(join(folder, 'Sjökarta.txt'))
    await same(['Remisser/', 'Remisser/Nytt.txt', 'Remisser/Yttrande å.txt'])
  })
  await test.step('on the server', async () => {
    await files.put('Därifrån.txt', 'nytt därifrån')
    await files.put('Remisser/Yttrande å.txt', 'tre, och längre')
    await files.move('Remisser/Nytt.txt', 'Remisser/Omdöpt.txt')
    await syncNow(page())
    await same(['Därifrån.txt', 'Remisser/', 'Remisser/Omdöpt.txt', 'Remisser/Yttrande å.txt'])
    await files.move('Därifrån.txt', 'Remisser/Därifrån.txt')
    await files.remove('Remisser/Omdöpt.txt')
    await syncNow(page())
    await same(['Remisser/', 'Remisser/Därifrån.txt', 'Remisser/Yttrande å.txt'])
    expect(await readFile(join(folder, 'Remisser/Yttrande å.txt'), 'utf8')).toBe('tre, och längre')
  })
})

test('Both change a file while the server is away: both versions are kept, and shown as a conflict', async ({
  syncing,
  stack
}) => {
  const { page, files, folder, same } = await syncing(async (files) => {
    await files.put('Budget.txt', 'från början')
  })
  await same(['Budget.txt'])
  await stack.faults.set({ host: server, down: true })
  await writeFile(join(folder, 'Budget.txt'), 'ändrad här')
  await files.put('Budget.txt', 'ändrad på servern')
  await stack.faults.clear()
  await syncNow(page())
  await expect(page().getByText('1 konflikt att lösa')).toBeVisible()
  await expect(page().getByRole('row').filter({ hasText: 'Konflikt' })).toHaveCount(2)
  await expect.poll(async () => Object.keys(await treeOf(folder)).length).toBe(2)
  const names = Object.keys(await treeOf(folder))
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  expect(contents.sort()).toEqual(['ändrad här', 'ändrad på servern'].sort())
  expect(await readFile(join(folder, 'Budget.txt'), 'utf8')).toBe('ändrad på servern')
  await test.step('keeping both gives the copy a name of its own, on both sides', async () => {
    await page().getByRole('button', { name: '1 konflikt att lösa' }).click()
    await page()
      .getByRole('group', { name: 'Konflikt i Budget.txt' })
      .getByRole('button', { name: 'Behåll båda' })
      .click()
    await same(['Budget (2).txt', 'Budget.txt'])
    await expect(page().getByText('1 konflikt att lösa')).toBeHidden()
    expect(await readFile(join(folder, 'Budget (2).txt'), 'utf8')).toBe('ändrad här')
  })
})

test(`The app or its sync process is killed while a large file goes up, ${loops} times: it arrives whole`, async ({
  syncing,
  stack
}) => {
  test.setTimeout(60_000 + loops * 30_000)
  const { one, page, files, folder, same } = await syncing()
  for (let loop = 1; loop <= loops; loop++) {
    const name = `Flygbild ${loop}.tif`
    await stack.faults.set({ host: server, bytesPerSecond: 8 << 20 })
    const before = await receivedBytes(stack.info)
    const received = async () => ((await receivedBytes(stack.info)) - before) / sizeBytes
    await writeFile(join(folder, name), randomBytes(sizeBytes))
    // Later each time, and early enough for the kill to come before nine tenths.
    const share = 0.1 + (0.7 * loop) / loops
    await expect.poll(received, { intervals: [20] }).toBeGreaterThan(share)
    const isSyncKilled = loop % 2 === 0
    if (isSyncKilled) await killSync(one)
    else await one.kill()
    const atKill = await received()
    expect(atKill, 'received when killed').toBeGreaterThan(0.1)
    expect(atKill, 'received when killed').toBeLessThan(0.9)
    expect(await files.paths()).toEqual(namesOf(loop - 1))
    await stack.faults.clear()
    if (!isSyncKilled) await openFiles(await one.start())
    await expect.poll(files.paths).toEqual(namesOf(loop))
  }
  // Both sides are read whole, once.
  await same(namesOf(loops), 30_000 + loops * 5_000)
  await expect(page().getByText('Allt är synkat')).toBeVisible()
  expect(await readdir(join(folder, '.samverk-sync/incoming')).catch(() => [])).toEqual([])
})

test('A file dropped on the files place is copied into the synced folder and goes to the server', async ({
  syncing
}) => {
  const { one, page, folder, same } = await syncing((files) => files.makeFolder('Remisser'))
  await same(['Remisser/'])
  const given = join(one.home, 'Ritning ö.pdf')
  await writeFile(given, 'en ritning')
  await dropFiles(page(), page().getByRole('main'), [given])
  await same(['Remisser/', 'Ritning ö.pdf'])
  await expect(page().getByRole('row', { name: /Ritning ö\.pdf/ })).toContainText('Synkad')
  await dropFiles(page(), page().getByRole('row', { name: /Remisser/ }), [given])
  await same(['Remisser/', 'Remisser/Ritning ö.pdf', 'Ritning ö.pdf'])
  expect(await readFile(join(folder, 'Remisser/Ritning ö.pdf'), 'utf8')).toBe('en ritning')
  expect(await readFile(given, 'utf8')).toBe('en ritning')
})

test('nextcloudcmd and Samverk take turns on one account and leave each other nothing to do', async ({
  syncing,
  stack
}) => {
  const { one, page, files, folder, person, same } = await syncing(async (files) => {
    await files.makeFolder('Ärenden')
    await files.put('Ärenden/Yttrande.txt', 'från webben')
  })
  const other = join(one.home, 'andra')
  await mkdir(other)
  const nextcloudcmd = () =>
    run('nextcloudcmd', ['--non-interactive', '-u', person.id, '-p', person.password, other, stack.info.local.files], {
      env: { ...process.env, HOME: one.home, LC_ALL: 'C.UTF-8' },
      maxBuffer: 1 << 28,
      timeout: 20_000
    })
  await nextcloudcmd()
  await writeFile(join(other, 'Ärenden/Från det andra.txt'), 'hej')
  await nextcloudcmd()
  await syncNow(page())
  await same(['Ärenden/', 'Ärenden/Från det andra.txt', 'Ärenden/Yttrande.txt'])
  await writeFile(join(folder, 'Ärenden/Yttrande.txt'), 'ändrad i Samverk')
  await expect.poll(async () => await files.tree()).toEqual(await treeOf(folder))
  await nextcloudcmd()
  expect(await treeOf(other)).toEqual(await treeOf(folder))
  const etag = await files.etag()
  await nextcloudcmd()
  await syncNow(page())
  await expect(page().getByText('Allt är synkat')).toBeVisible()
  expect(await files.etag()).toBe(etag)
  expect(await treeOf(other)).toEqual(await treeOf(folder))
})

const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `Flygbild ${index + 1}.tif`).sort()
