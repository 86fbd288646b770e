import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { StackInfo } from '../../scripts/stack/stack'
import { connectFiles, treeOf, type FilesClient } from '../fixtures/files'
import type { StackPerson } from '../fixtures/matrix'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test as base, type Computer } from '../fixtures/test'

/** A signed-in computer whose files place is open, and the same files as another program sees them. */
interface Syncing {
  readonly one: Computer
  /** The app's window; another one after each start. */
  readonly page: () => Page
  readonly files: FilesClient
  readonly folder: string
  readonly person: StackPerson
  /** Both sides come to hold just these, with equal content. */
  readonly same: (paths: readonly string[], timeoutMs?: number) => Promise<void>
}

interface Fixtures {
  /** `prepare` fills the person's files, which are empty, before anybody signs in. */
  readonly syncing: (prepare?: (files: FilesClient) => Promise<void>) => Promise<Syncing>
}

export const test = base.extend<Fixtures>({
  syncing: async ({ computer, stack }, use) => {
    await use(async (prepare) => {
      const person = stack.info.people[7]!
      const files = connectFiles(stack.info, person)
      await files.empty()
      await prepare?.(files)
      const one = await computer()
      await signIn(await one.start(), person)
      await skipRecovery(one.page())
      await openFiles(one.page())
      const folder = join(one.home, 'Samverk', 'Insjöverket')
      return {
        one,
        page: one.page,
        files,
        folder,
        person,
        same: (paths, timeoutMs) => same(folder, files, paths, timeoutMs)
      }
    })
    await stack.faults.clear()
  }
})

export { expect }

export async function openFiles(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Filer' }).click()
}

export async function openSyncPage(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Inställningar' }).click()
  await page
    .getByRole('navigation', { name: 'Inställningar' })
    .getByRole('button', { name: 'Filer och synkning' })
    .click()
}

/** Pause and go on: looking at both sides at once instead of at the next poll. */
export async function syncNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pausa' }).click()
  await page.getByRole('button', { name: 'Fortsätt' }).click()
}

/** Ends the app's sync process as a power cut would; the app starts it again. */
export async function killSync(computer: Computer): Promise<void> {
  const pid = await computer
    .app()
    .evaluate(
      ({ app }) =>
        app.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('samverk-sync'))?.pid
    )
  if (pid === undefined) throw new Error('The sync process does not run')
  process.kill(pid, 'SIGKILL')
}

/** How much of files that are being uploaded in chunks the server has on its disk, in bytes. */
export async function receivedBytes(info: StackInfo): Promise<number> {
  const entries = await readdir(join(info.dir, 'files/data/uploads'), { recursive: true, withFileTypes: true })
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0
    // Taken away in this very moment, when the file has been put together.
    return stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0
    )
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** Drops files of the computer on `target`, as real files that know their place on the disk. */
export async function dropFiles(page: Page, target: Locator, files: readonly string[]): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const made = Object.assign(document.createElement('input'), { type: 'file', multiple: true })
    document.body.append(made)
    return made
  })
  await input.setInputFiles([...files])
  await target.evaluate((element, chosen) => {
    const dataTransfer = new DataTransfer()
    for (const file of chosen.files ?? []) dataTransfer.items.add(file)
    const send = (type: string) =>
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    send('dragenter')
    // A browser drops only where the page has said that it may be dropped: by refusing the default.
    if (send('dragover')) throw new Error('Files may not be dropped here')
    send('drop')
    chosen.remove()
  }, input)
}

async function same(folder: string, files: FilesClient, paths: readonly string[], timeoutMs = 30_000): Promise<void> {
  await expect
    .poll(
      async () => {
        // What is moved while it is read is gone for a moment: looked at once more.
        const [here, there] = [await treeOf(folder).catch(() => ({})), await files.tree().catch(() => ({}))]
        return {
          here: Object.keys(here),
          there: Object.keys(there),
          equal: JSON.stringify(here) === JSON.stringify(there)
        }
      },
      { timeout: timeoutMs }
    )
    .toEqual({ here: [...paths].sort(), there: [...paths].sort(), equal: true })
}
