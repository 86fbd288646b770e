import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { changeFiles } from '../../scripts/stack/files/control'
import { startNotifications } from '../fixtures/notifications'
import { judge } from '../fixtures/screens'
import type { Computer } from '../fixtures/test'
import { expect, syncNow, test } from './syncing'

/** Takes away what nothing in main holds, as happens sooner or later. */
const collectGarbage = (one: Computer) =>
  one.app().evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
    collect()
  })

const speak = (page: Page, language: 'sv' | 'en') =>
  page.evaluate(async (chosen) => {
    const bridge = Reflect.get(globalThis, 'samverk') as {
      invoke: (channel: string, change: object) => Promise<unknown>
    }
    await bridge.invoke('settings.set', { language: chosen })
  }, language)

test('Who edits a locked file with another program is told once, in their language, and led to the file', async ({
  syncing,
  stack
}) => {
  const names = ['Leveransspecifikation.odt', 'Mätstationer 2026.ods']
  const [document = ''] = names
  const { one, page, files, folder } = await syncing(async (files) => {
    for (const name of names) await files.put(name, name.repeat(40))
  })
  const app = page()
  const johan = stack.info.people[3]!
  const desktop = await startNotifications(one.desktop.busAddress)
  const lock = async (person: string | null) =>
    changeFiles(stack.info.local.filesControl, { lock: { fileId: await files.id(document), person } })
  const row = app.getByRole('row', { name: /Leveransspecifikation/ })
  /** As an office suite works: its own lock file first, then the document. */
  const openWithAnother = () => writeFile(join(folder, `.~lock.${document}#`), ',sara,dator,30.11.2026 09:00,file:///;')
  const closeThere = () => rm(join(folder, `.~lock.${document}#`))
  const before = (await files.tree())[document]
  try {
    await expect(row).toContainText('Synkad')
    await test.step('opened by another program: said before anything is changed', async () => {
      await lock(johan.id)
      await openWithAnother()
      await expect.poll(desktop.shown, { timeout: 60_000 }).toHaveLength(1)
      expect(desktop.shown()[0]).toMatchObject({ title: 'Johan Ekstrand redigerar Leveransspecifikation.odt' })
      expect(desktop.shown()[0]?.body).toContain(
        'Filen är låst. Dina ändringar skickas först när Johan Ekstrand är klar'
      )
      expect(desktop.shown()[0]?.body).toContain('Vänta, eller prata ihop er.')
    })
    await test.step('changed there: it waits, is not said again, and nothing of the colleague’s is overwritten', async () => {
      await writeFile(join(folder, document), 'ändrad här')
      await closeThere()
      await expect(row).toContainText('Låst av Johan', { timeout: 60_000 })
      await syncNow(app)
      await expect(app.getByRole('button', { name: '1 fil är inte synkad' })).toBeVisible()
      await judge(one, 'files-locked-edit')
      expect((await files.tree())[document]).toBe(before)
      expect(desktop.shown()).toHaveLength(1)
    })
    await test.step('a click leads to the file', async () => {
      await app.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name: 'Chatt' }).click()
      await collectGarbage(one)
      desktop.click(desktop.shown()[0]?.id ?? 0)
      await expect(row).toHaveAttribute('aria-selected', 'true')
    })
    await test.step('when the lock has ended it is sent by itself', async () => {
      await lock(null)
      await expect.poll(async () => (await files.tree())[document], { timeout: 90_000 }).not.toBe(before)
      await expect(row).toContainText('Synkad')
      expect(desktop.shown()).toHaveLength(1)
    })
    await test.step('another lock is another matter, and in English for who reads English', async () => {
      await speak(app, 'en')
      await lock(johan.id)
      await openWithAnother()
      await expect.poll(desktop.shown, { timeout: 60_000 }).toHaveLength(2)
      expect(desktop.shown()[1]).toMatchObject({ title: 'Johan Ekstrand is editing Leveransspecifikation.odt' })
      expect(desktop.shown()[1]?.body).toContain('Wait, or talk to each other first.')
      await closeThere()
    })
  } finally {
    await lock(null)
    desktop.stop()
  }
})

test('A lock that is set or ended while the folder is open shows by itself', async ({ syncing, stack }) => {
  const { page, files, same } = await syncing((files) => files.put('Plan.txt', 'plan'))
  const app = page()
  const row = app.getByRole('row', { name: /Plan\.txt/ })
  await same(['Plan.txt'])
  const fileId = await files.id('Plan.txt')
  const lock = (person: string | null) =>
    changeFiles(stack.info.local.filesControl, { lock: { fileId, person, isTold: false } })
  // The server tells nobody: no etag moves, nothing is pushed.
  await lock(stack.info.people[3]!.id)
  await expect(row).toContainText('Låst av Johan', { timeout: 25_000 })
  await lock(null)
  await expect(row).toContainText('Synkad', { timeout: 40_000 })
})
