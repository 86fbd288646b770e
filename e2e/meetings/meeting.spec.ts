import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/test'
import { colourOf, distance, films, meet, received, showsColour } from './people'

test.afterEach(({ stack }) => stack.faults.clear())

test('Two people start a meeting in a room, and see, hear, write to and wave at each other', async ({
  computer,
  stack
}) => {
  const {
    sara,
    linnea,
    computers: [{ home }]
  } = await meet(computer, stack.info)

  await test.step('pictures', async () => {
    const before = (await received(linnea)).framesDecoded
    await expect.poll(async () => (await received(linnea)).framesDecoded).toBeGreaterThan(before + 100)
    await expect.poll(async () => distance(await colourOf(linnea, 'Sara Lindmark'), films.sara.rgb)).toBeLessThan(30)
    await expect.poll(async () => distance(await colourOf(sara, 'Linnéa Åkerby'), films.linnea.rgb)).toBeLessThan(30)
  })

  await test.step('sound, and silence after mute', async () => {
    const before = (await received(linnea)).totalAudioEnergy
    await expect.poll(async () => (await received(linnea)).totalAudioEnergy).toBeGreaterThan(before)
    await sara.getByRole('button', { name: 'Mikrofon', exact: true }).click()
    await expect(
      linnea.getByRole('listitem').filter({ hasText: 'Sara Lindmark' }).getByLabel('Mikrofonen är av')
    ).toBeVisible()
    await expect
      .poll(async () => {
        const { totalAudioEnergy } = await received(linnea)
        await linnea.evaluate(
          () =>
            new Promise((resolve) => {
              // A second of the page's own time, frame by frame.
              const until = performance.now() + 1_000
              const next = () => (performance.now() > until ? resolve(undefined) : requestAnimationFrame(next))
              next()
            })
        )
        return (await received(linnea)).totalAudioEnergy - totalAudioEnergy
      })
      .toBeLessThan(1e-6)
  })

  await test.step('camera off and on', async () => {
    await sara.keyboard.press('v')
    await expect(linnea.getByLabel('Sara Lindmark', { exact: true })).toBeHidden()
    await sara.keyboard.press('v')
    await expect.poll(async () => distance(await colourOf(linnea, 'Sara Lindmark'), films.sara.rgb)).toBeLessThan(30)
  })

  await test.step('raised hand', async () => {
    await sara.keyboard.press('r')
    await expect(linnea.getByRole('figure').filter({ hasText: 'Räcker upp handen' })).toContainText('Sara Lindmark')
    await sara.keyboard.press('r')
    await expect(linnea.getByRole('figure').filter({ hasText: 'Räcker upp handen' })).toBeHidden()
  })

  await test.step('chat', async () => {
    await sara.keyboard.press('c')
    await sara.getByRole('textbox', { name: 'Skriv till alla i mötet' }).fill('Hör du mig?')
    await sara.keyboard.press('Enter')
    await linnea.getByRole('button', { name: 'Chatt, 1 oläst' }).click()
    await expect(linnea.getByRole('list', { name: 'Meddelanden i mötet' })).toContainText('Hör du mig?')
    await expect(linnea.getByText('Samverk sparar den inte')).toBeVisible()
    await sara.screenshot({ path: 'test-results/meeting-chat.png' })
  })

  await test.step('what goes beside the guard is in the ledger', async () => {
    await expect
      .poll(async () => {
        const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter(
          (entry) => entry.isFile() && /ledger$/.test(entry.parentPath)
        )
        const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
        return texts.join('\n')
      })
      .toContain('"rule":"peer"')
  })

  await test.step('leave', async () => {
    await sara.getByRole('button', { name: 'Lämna', exact: true }).click()
    const gone = sara.waitForEvent('close')
    await sara.getByRole('dialog').getByRole('button', { name: 'Lämna' }).click()
    await gone
    await expect(linnea.getByRole('figure')).toHaveCount(1)
  })
})

test('A shared screen shows what is on it', async ({ computer, stack }) => {
  const { sara, linnea } = await meet(computer, stack.info)
  await sara.getByRole('button', { name: 'Dela skärm', exact: true }).click()
  const picker = sara.getByRole('dialog')
  await picker.getByRole('radio', { name: /Hela skärmen/ }).click()
  await expect(picker.locator('.source')).not.toHaveCount(0)
  await sara.screenshot({ path: 'test-results/meeting-picker.png' })
  await picker.getByRole('button', { name: 'Dela skärmen' }).click()
  await expect(linnea.getByText('Sara Lindmark delar skärm')).toBeVisible()
  await expect
    .poll(() =>
      linnea.evaluate(
        () => document.querySelector<HTMLVideoElement>('video[aria-label="Sara Lindmark delar skärm"]')?.videoWidth ?? 0
      )
    )
    .toBeGreaterThan(400)
  // What is on that screen: both windows, with both people's colours.
  for (const { rgb } of Object.values(films))
    await expect.poll(() => showsColour(linnea, 'Sara Lindmark delar skärm', rgb)).toBe(true)
  await linnea.screenshot({ path: 'test-results/meeting-share.png' })
  await sara.getByRole('button', { name: 'Sluta dela' }).click()
  await expect(linnea.getByText('Sara Lindmark delar skärm')).toBeHidden()
  await expect.poll(async () => distance(await colourOf(linnea, 'Sara Lindmark'), films.sara.rgb)).toBeLessThan(30)
})

test('After the connection is cut both are back, muted as they were', async ({ computer, stack }) => {
  const { sara, linnea } = await meet(computer, stack.info)
  await sara.getByRole('button', { name: 'Mikrofon', exact: true }).click()
  await expect(sara.getByRole('button', { name: 'Mikrofon', exact: true })).toHaveAttribute('aria-pressed', 'false')
  await stack.faults.set({ host: 'mote.insjoverket.test', cutWebSockets: true })
  await expect(sara.getByText('Kontakten med mötesservern bröts')).toBeVisible()
  await expect(sara.getByText('Kontakten med mötesservern bröts')).toBeHidden()
  await expect(sara.getByRole('complementary').getByText('Linnéa Åkerby')).toBeVisible()
  await expect(linnea.getByRole('complementary').getByText('Sara Lindmark')).toBeVisible()
  // Without a bridge, media between two starts again when the server has forgotten the broken connections (60 s).
  await expect
    .poll(async () => distance(await colourOf(linnea, 'Sara Lindmark'), films.sara.rgb), { timeout: 100_000 })
    .toBeLessThan(30)
  await expect(sara.getByRole('button', { name: 'Mikrofon', exact: true })).toHaveAttribute('aria-pressed', 'false')
  await expect(
    linnea.getByRole('listitem').filter({ hasText: 'Sara Lindmark' }).getByLabel('Mikrofonen är av')
  ).toBeVisible()
  const before = (await received(linnea)).framesDecoded
  await expect.poll(async () => (await received(linnea)).framesDecoded).toBeGreaterThan(before + 20)
})
