import type { Page } from '@playwright/test'
import { changeFiles } from '../../scripts/stack/files/control'
import { expect, syncNow, test } from './syncing'

const count = 20_000
const folder = 'Mätningar'
/** As many rows or tiles as the window shows and some more, whatever the folder holds. */
const itemsAtMost = 80

/** Watches for work that held the page up, in ms: told, not judged, for a busy computer is slow without anybody's fault. */
async function watchLongTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const tasks: number[] = []
    Reflect.set(globalThis, 'longTasks', tasks)
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ['longtask']
    })
  })
  return () =>
    page.evaluate(() => {
      const tasks = Reflect.get(globalThis, 'longTasks') as number[]
      return tasks.splice(0)
    })
}

/** Asks main the same small question again and again, and gives the longest wait in ms. */
const slowestAnswer = (page: Page, forMs: number) =>
  page.evaluate(async (lasting) => {
    const bridge = Reflect.get(globalThis, 'samverk') as { invoke: (channel: string) => Promise<unknown> }
    const startMs = performance.now()
    let slowestMs = 0
    while (performance.now() - startMs < lasting) {
      const askedMs = performance.now()
      await bridge.invoke('app.info')
      slowestMs = Math.max(slowestMs, performance.now() - askedMs)
      await new Promise(requestAnimationFrame)
    }
    return slowestMs
  }, forMs)

test('Twenty thousand items in one folder open, scroll, sort and are selected as list and as grid', async ({
  syncing,
  stack
}, { annotations }) => {
  const { page, person, same } = await syncing(async (files) => {
    await files.makeFolder(folder)
    await files.put(`${folder}/Mätserie.csv`, 'tid;djup')
  })
  const app = page()
  const rowAt = (number: number) => app.locator(`[role=row][aria-rowindex="${number + 1}"]`)
  await same([`${folder}/`, `${folder}/Mätserie.csv`])
  // On the server alone: what is tested is the list.
  await app.getByRole('row', { name: folder }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Ta bort från datorn' }).click()
  await expect(app.getByRole('row', { name: folder })).toContainText('Endast online')
  await changeFiles(stack.info.local.filesControl, { fill: { person: person.id, folder, count } })
  await syncNow(app)
  const longTasks = await watchLongTasks(app)
  const measured: Record<string, number> = {}
  const measure = async (what: string, act: () => Promise<void>) => {
    await longTasks()
    await act()
    expect(await app.locator('[data-item]').count()).toBeLessThan(itemsAtMost)
    measured[what] = Math.max(0, ...(await longTasks()))
  }

  await measure('open', async () => {
    await app.getByRole('row', { name: folder }).dblclick()
    await expect(app.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 2), { timeout: 60_000 })
    await expect(app.getByText('Allt är synkat')).toBeVisible({ timeout: 60_000 })
  })
  await rowAt(1).click()
  await measure('keys', async () => {
    await app.keyboard.press('End')
    await expect(rowAt(count + 1)).toBeFocused()
    await app.keyboard.press('Home')
    await expect(rowAt(1)).toBeFocused()
    for (let pages = 0; pages < 20; pages++) await app.keyboard.press('PageDown')
    await expect(app.locator('[role=row]:focus')).toHaveAttribute('aria-rowindex', /^[2-4]\d\d$/)
  })
  await measure('wheel', async () => {
    await app.locator('[role=row]:focus').hover()
    for (let turns = 0; turns < 40; turns++) await app.mouse.wheel(0, 2_000)
    await expect(app.locator('[role=row]').last()).toHaveAttribute('aria-rowindex', /^\d{4}$/)
    // The focused row is far out of the page, and the keys still go on from it.
    await app.keyboard.press('ArrowDown')
    await expect(app.locator('[role=row]:focus')).toHaveAttribute('aria-rowindex', /^[2-4]\d\d$/)
  })
  await measure('main', async () => {
    measured.mainAnswerMs = await slowestAnswer(app, 2_000)
  })
  // Once, and not while scrolling: the whole list is handled.
  await measure('select all', async () => {
    await app.keyboard.press('Control+a')
    await expect(app.getByText(/^20\s001 markerade/)).toBeVisible()
  })
  await measure('sort', async () => {
    await app.getByRole('button', { name: 'Sortera efter Ändrad' }).click()
    await expect(rowAt(1)).toContainText('20000 Mätserie.csv')
    await app.getByRole('button', { name: 'Sortera efter Namn' }).click()
    await expect(rowAt(1)).toContainText('00001 Mätserie.csv')
  })
  await app.getByRole('button', { name: 'Rutnät' }).click()
  const tile = app.locator('.file-tile')
  const focused = app.locator('.file-tile:focus')
  await measure('grid keys', async () => {
    await tile.first().click()
    await app.keyboard.press('End')
    await expect(focused).toHaveText(/^Mätserie\.csv/)
    await app.keyboard.press('Home')
    await expect(focused).toContainText('00001 Mätserie.csv')
    await app.keyboard.press('ArrowRight')
    await expect(focused).toContainText('00002 Mätserie.csv')
    for (let pages = 0; pages < 20; pages++) await app.keyboard.press('PageDown')
    await expect(focused).toBeInViewport()
  })
  const before = await focused.textContent()
  await measure('grid wheel', async () => {
    await focused.hover()
    for (let turns = 0; turns < 40; turns++) await app.mouse.wheel(0, 2_000)
    await expect(tile.last()).not.toContainText(/^0000/)
    await expect(focused).not.toBeInViewport()
    // The tile that has the focus stays in the page wherever that is scrolled.
    expect(await focused.textContent()).toBe(before)
  })
  await measure('grid select', async () => {
    await app.keyboard.press('Shift+ArrowRight')
    await expect(app.getByText(/^2 markerade/)).toBeVisible()
    await expect(focused).toBeInViewport()
    await app.keyboard.press('Control+a')
    await expect(app.getByText(/^20\s001 markerade/)).toBeVisible()
  })
  annotations.push({ type: 'longest tasks, ms', description: JSON.stringify(measured) })
  console.log('20,000 items, longest task in ms:', JSON.stringify(measured))
})
