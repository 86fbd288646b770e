import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/test'
import { enter, makeRoom, meetingPage } from './people'

test.afterEach(({ stack }) => stack.faults.clear())

test('A meeting server that is down is named and can be tried again; without devices one can join', async ({
  computer,
  stack
}) => {
  const name = `Mötesfel ${Date.now()}`
  await makeRoom(stack.info, name)
  const one = await computer()
  const chat = await enter(one, stack.info.people[0]!, name)
  await stack.faults.set({ host: 'mote.insjoverket.test', down: true })
  const page = await meetingPage(one.app(), () => chat.getByRole('button', { name: 'Möte', exact: true }).click())
  await expect(page.getByRole('alert')).toContainText('Mötesservern svarar inte')
  await expect(page.getByRole('alert')).toContainText('mote.insjoverket.test')
  await page.screenshot({ path: 'test-results/meeting-down.png' })
  await stack.faults.clear()
  await page.getByRole('button', { name: 'Försök igen' }).click()
  await expect(page.getByText('Ingen kamera hittades.')).toBeVisible()
  await page.getByRole('button', { name: 'Anslut', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Räck upp' })).not.toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('button', { name: 'Kamera', exact: true })).toHaveAttribute('aria-pressed', 'false')
  const programs = await findFile(one.home, 'programs.json')
  expect(JSON.parse(programs)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        url: 'https://mote.insjoverket.test/libs/lib-jitsi-meet.min.js',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/)
      })
    ])
  )
})

async function findFile(directory: string, name: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const found = entries.find((entry) => entry.isFile() && entry.name === name)
  if (!found) throw new Error(`No ${name}`)
  return readFile(join(found.parentPath, name), 'utf8')
}
