import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../shared/ipc'
import { treeOf } from '../fixtures/files'
import { expect, syncNow, test } from './syncing'

const names = async (folder: string) => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()

test('A team folder gets a place of its own on the computer, is one tree with the rest in the app, and comes back', async ({
  syncing
}) => {
  const { one, page, files, folder, same } = await syncing(async (files) => {
    await files.makeFolder('Arkiv')
    await files.makeFolder('Arkiv/Team')
    await files.put('Arkiv/Team/Plan.txt', 'planen')
    await files.put('Arkiv/Annat.txt', 'annat')
  })
  await same(['Arkiv/', 'Arkiv/Annat.txt', 'Arkiv/Team/', 'Arkiv/Team/Plan.txt'])
  const place = join(one.home, 'Annan disk')
  await mkdir(place)
  await one.app().evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, place)
  const invoke = (name: 'sync.addRoot' | 'sync.removeRoot', value: string) =>
    page().evaluate(([call, argument]) => (window as unknown as { samverk: Bridge }).samverk.invoke(call, argument), [
      name,
      value
    ] as const)

  const added = await invoke('sync.addRoot', 'Arkiv/Team')
  expect(added).toMatchObject({ ok: true, value: { folder: 'Arkiv/Team', place } })
  await expect.poll(() => names(place)).toEqual(['Plan.txt'])
  await expect.poll(() => names(join(folder, 'Arkiv'))).toEqual(['Annat.txt'])

  await test.step('the Files place shows one tree', async () => {
    await page().getByRole('row', { name: /Arkiv/ }).dblclick()
    await expect(page().getByRole('row', { name: /Team/ })).toContainText('Synkad')
    await page().getByRole('row', { name: /Team/ }).dblclick()
    await expect(page().getByRole('row', { name: /Plan\.txt/ })).toContainText('Synkad')
    await writeFile(join(place, 'Protokoll.txt'), 'nytt här')
    await expect(page().getByRole('row', { name: /Protokoll\.txt/ })).toContainText('Synkad')
    await files.put('Arkiv/Team/Plan.txt', 'ändrad där')
    await syncNow(page())
    await expect.poll(() => readFile(join(place, 'Plan.txt'), 'utf8')).toBe('ändrad där')
  })
  await test.step('a start of the app keeps it so', async () => {
    await one.quit()
    await one.start()
    await files.put('Arkiv/Team/Sent.txt', 'sent')
    await expect.poll(() => names(place), { timeout: 30_000 }).toEqual(['Plan.txt', 'Protokoll.txt', 'Sent.txt'])
    expect(await names(join(folder, 'Arkiv'))).toEqual(['Annat.txt'])
  })
  await test.step('without a place of its own it lies with the rest again, and the files stay where they were', async () => {
    const id = await page().evaluate(
      async () => (await (window as unknown as { samverk: Bridge }).samverk.invoke('sync.setup'))?.roots[1]?.id ?? ''
    )
    expect(await invoke('sync.removeRoot', id)).toEqual({ ok: true, value: undefined })
    await expect
      .poll(async () => Object.keys(await treeOf(join(folder, 'Arkiv', 'Team')).catch(() => ({}))))
      .toHaveLength(3)
    expect(await readdir(place)).toEqual(['Plan.txt', 'Protokoll.txt', 'Sent.txt'])
    expect((await files.paths()).filter((path) => path.startsWith('Arkiv/Team/'))).toHaveLength(4)
  })
})
