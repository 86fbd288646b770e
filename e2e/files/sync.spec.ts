import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { connectFiles, treeOf, type FilesClient } from '../fixtures/files'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test, type Computer } from '../fixtures/test'

const run = promisify(execFile)
const server = 'moln.insjoverket.test'
const loops = Number(process.env.SAMVERK_E2E_LOOPS ?? 5)
const folderOf = (computer: Computer) => join(computer.home, 'Samverk', 'Insjöverket')

test.afterEach(({ stack }) => stack.faults.clear())

test('What is made, changed, renamed, moved and deleted on either side is so on the other', async ({
  computer,
  stack
}) => {
  const oskar = stack.info.people[7]!
  const files = connectFiles(stack.info, oskar)
  await files.empty()
  await files.makeFolder('Remisser')
  await files.put('Remisser/Yttrande å.txt', 'ett')
  await files.put('Karta.txt', 'en karta')
  const one = await computer()
  const page = await one.start()
  await signIn(page, oskar)
  await skipRecovery(page)
  await openFiles(page)
  const folder = folderOf(one)
  await same(folder, files, ['Karta.txt', 'Remisser/', 'Remisser/Yttrande å.txt'])
  await expect(page.getByRole('row', { name: /Karta\.txt/ })).toContainText('Synkad')

  await test.step('on the computer', async () => {
    await writeFile(join(folder, 'Nytt.txt'), 'nytt härifrån')
    await writeFile(join(folder, 'Remisser/Yttrande å.txt'), 'två')
    await rename(join(folder, 'Karta.txt'), join(folder, 'Sjökarta.txt'))
    await same(folder, files, ['Nytt.txt', 'Remisser/', 'Remisser/Yttrande å.txt', 'Sjökarta.txt'])
    await rename(join(folder, 'Nytt.txt'), join(folder, 'Remisser/Nytt.txt'))
    await rm(join(folder, 'Sjökarta.txt'))
    await same(folder, files, ['Remisser/', 'Remisser/Nytt.txt', 'Remisser/Yttrande å.txt'])
  })
  await test.step('on the server', async () => {
    await files.put('Därifrån.txt', 'nytt därifrån')
    await files.put('Remisser/Yttrande å.txt', 'tre, och längre')
    await files.move('Remisser/Nytt.txt', 'Remisser/Omdöpt.txt')
    await syncNow(page)
    await same(folder, files, ['Därifrån.txt', 'Remisser/', 'Remisser/Omdöpt.txt', 'Remisser/Yttrande å.txt'])
    await files.move('Därifrån.txt', 'Remisser/Därifrån.txt')
    await files.remove('Remisser/Omdöpt.txt')
    await syncNow(page)
    await same(folder, files, ['Remisser/', 'Remisser/Därifrån.txt', 'Remisser/Yttrande å.txt'])
    expect(await readFile(join(folder, 'Remisser/Yttrande å.txt'), 'utf8')).toBe('tre, och längre')
  })
})

test('Both change a file while the server is away: both versions are kept, and shown as a conflict', async ({
  computer,
  stack
}) => {
  const oskar = stack.info.people[7]!
  const files = connectFiles(stack.info, oskar)
  await files.empty()
  await files.put('Budget.txt', 'från början')
  const one = await computer()
  const page = await one.start()
  await signIn(page, oskar)
  await skipRecovery(page)
  await openFiles(page)
  const folder = folderOf(one)
  await same(folder, files, ['Budget.txt'])
  await stack.faults.set({ host: server, down: true })
  await writeFile(join(folder, 'Budget.txt'), 'ändrad här')
  await files.put('Budget.txt', 'ändrad på servern')
  await stack.faults.clear()
  await syncNow(page)
  await expect(page.getByText('1 konflikt att lösa')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Konflikt' })).toHaveCount(1)
  await expect.poll(async () => Object.keys(await treeOf(folder)).length).toBe(2)
  const names = Object.keys(await treeOf(folder))
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  expect(contents.sort()).toEqual(['ändrad här', 'ändrad på servern'].sort())
  expect(await readFile(join(folder, 'Budget.txt'), 'utf8')).toBe('ändrad på servern')
})

test(`The app or its sync process is killed while a large file goes up, ${loops} times: it arrives whole`, async ({
  computer,
  stack
}) => {
  test.setTimeout(60_000 + loops * 30_000)
  const oskar = stack.info.people[7]!
  const files = connectFiles(stack.info, oskar)
  await files.empty()
  const one = await computer()
  const page = await one.start()
  await signIn(page, oskar)
  await skipRecovery(page)
  const folder = folderOf(one)
  await openFiles(page)
  for (let loop = 1; loop <= loops; loop++) {
    const name = `Flygbild ${loop}.tif`
    await stack.faults.set({ host: server, bytesPerSecond: 8 << 20 })
    const progress = one.page().getByRole('progressbar', { name: 'Status' })
    await writeFile(join(folder, name), randomBytes(50 << 20))
    // Between 10 and 90 per cent, later each time.
    const percent = 10 + Math.round((60 * loop) / loops)
    await expect
      .poll(
        async () => ((await progress.count()) === 0 ? 0 : percentOf(await progress.first().getAttribute('value'))),
        {
          intervals: [50]
        }
      )
      .toBeGreaterThan(percent)
    const isSyncKilled = loop % 2 === 0
    if (isSyncKilled) await killSync(one)
    else await one.kill()
    await stack.faults.clear()
    if (!isSyncKilled) await openFiles(await one.start())
    await expect.poll(files.paths).toEqual(namesOf(loop))
  }
  await same(folder, files, namesOf(loops))
  await expect(one.page().getByText('Allt är synkat')).toBeVisible()
  expect(await readdir(join(folder, '.samverk-sync/incoming')).catch(() => [])).toEqual([])
})

test('nextcloudcmd and Samverk take turns on one account and leave each other nothing to do', async ({
  computer,
  stack
}) => {
  const oskar = stack.info.people[7]!
  const files = connectFiles(stack.info, oskar)
  await files.empty()
  await files.makeFolder('Ärenden')
  await files.put('Ärenden/Yttrande.txt', 'från webben')
  const one = await computer()
  const page = await one.start()
  await signIn(page, oskar)
  await skipRecovery(page)
  await openFiles(page)
  const folder = folderOf(one)
  const other = join(one.home, 'andra')
  await mkdir(other)
  const nextcloudcmd = () =>
    run('nextcloudcmd', ['--non-interactive', '-u', oskar.id, '-p', oskar.password, other, stack.info.local.files], {
      env: { ...process.env, HOME: one.home, LC_ALL: 'C.UTF-8' },
      maxBuffer: 1 << 28,
      timeout: 20_000
    })
  await nextcloudcmd()
  await writeFile(join(other, 'Ärenden/Från det andra.txt'), 'hej')
  await nextcloudcmd()
  await syncNow(page)
  await same(folder, files, ['Ärenden/', 'Ärenden/Från det andra.txt', 'Ärenden/Yttrande.txt'])
  await writeFile(join(folder, 'Ärenden/Yttrande.txt'), 'ändrad i Samverk')
  await expect.poll(async () => await files.tree()).toEqual(await treeOf(folder))
  await nextcloudcmd()
  expect(await treeOf(other)).toEqual(await treeOf(folder))
  const etag = await files.etag()
  await nextcloudcmd()
  await syncNow(page)
  await expect(page.getByText('Allt är synkat')).toBeVisible()
  expect(await files.etag()).toBe(etag)
  expect(await treeOf(other)).toEqual(await treeOf(folder))
})

async function openFiles(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
}

/** Ends the app's sync process as a power cut would; the app starts it again. */
async function killSync(computer: Computer): Promise<void> {
  const pid = await computer
    .app()
    .evaluate(
      ({ app }) =>
        app.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('samverk-sync'))?.pid
    )
  if (pid === undefined) throw new Error('The sync process does not run')
  process.kill(pid, 'SIGKILL')
}

/** Pause and go on: looking at both sides at once instead of at the next poll. */
async function syncNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pausa' }).click()
  await page.getByRole('button', { name: 'Fortsätt' }).click()
}

/** Both sides hold just these, with equal content. */
async function same(folder: string, files: FilesClient, paths: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const [here, there] = [await treeOf(folder).catch(() => ({})), await files.tree()]
      return {
        here: Object.keys(here),
        there: Object.keys(there),
        equal: JSON.stringify(here) === JSON.stringify(there)
      }
    })
    .toEqual({ here: [...paths].sort(), there: [...paths].sort(), equal: true })
}

const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `Flygbild ${index + 1}.tif`).sort()
const percentOf = (value: string | null): number => (Number(value ?? 0) / (50 << 20)) * 100
