import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { messageWith, openRoom, send } from '../fixtures/chat'
import { connectFiles, treeOf } from '../fixtures/files'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test, type Computer } from '../fixtures/test'

/** TCP counts the same bytes at both ends but for what was under way when a connection was cut. */
const tolerancePerConnectionBytes = 24

test('The ledger and the servers agree on every connection of a working day', async ({ computer, stack }) => {
  const reza = stack.info.people[2]!
  await startAfresh(stack.info, [reza])
  const files = connectFiles(stack.info, reza)
  await files.empty()
  await files.put('Lodning.txt', 'tolv meter')
  const plain = await connectPlain(stack.info, reza)
  const roomId = await plain.createRoom('Mätningar')
  // Other tests' connections may still be closing.
  for (const host of Object.keys(stack.info.hosts))
    await expect.poll(async () => (await stack.faults.get(host)).openConnections).toBe(0)
  const before = (await linesOf(stack.info.connectionLog)).length

  const one = await computer()
  const page = await one.start()
  await signIn(page, reza)
  await skipRecovery(page)
  await openRoom(page, 'Mätningar')
  await send(page, 'Mätningar', 'Mätt i dag')
  await expect.poll(() => plain.bodies(roomId)).toEqual(['Mätt i dag'])
  const folder = join(one.home, 'Samverk', 'Insjöverket')
  await expect.poll(() => treeOf(folder).then(Object.keys, () => [])).toEqual(['Lodning.txt'])
  await writeFile(join(folder, 'Svar.txt'), 'fjorton meter')
  await expect.poll(async () => Object.keys(await files.tree())).toEqual(['Lodning.txt', 'Svar.txt'])
  await one.quit()
  for (const host of Object.keys(stack.info.hosts))
    await expect.poll(async () => (await stack.faults.get(host)).openConnections).toBe(0)

  const told = sums(await ledgerOf(one))
  await expect
    .poll(async () => counts(sums((await linesOf(stack.info.connectionLog)).slice(before))))
    .toEqual(counts(told))
  const seen = sums((await linesOf(stack.info.connectionLog)).slice(before))
  for (const [host, { connections, bytesIn, bytesOut }] of Object.entries(told)) {
    const limit = connections * tolerancePerConnectionBytes
    expect(Math.abs(bytesIn - (seen[host]?.bytesIn ?? 0)), `${host} in`).toBeLessThanOrEqual(limit)
    expect(Math.abs(bytesOut - (seen[host]?.bytesOut ?? 0)), `${host} out`).toBeLessThanOrEqual(limit)
  }
})

test('What a page or a message tries to reach elsewhere is refused and shown', async ({ computer, stack }) => {
  const reza = stack.info.people[2]!
  await startAfresh(stack.info, [reza])
  const plain = await connectPlain(stack.info, reza)
  const roomId = await plain.createRoom('Okänt')
  await plain.sendHtml(
    roomId,
    'Se bilden',
    'Se <img src="https://bild.annanplats.test/a.png" alt="bilden"> och <a href="https://lank.annanplats.test/">länken</a>'
  )
  const one = await computer()
  const page = await one.start()
  await signIn(page, reza)
  await skipRecovery(page)
  await openRoom(page, 'Okänt')
  await expect(messageWith(page, 'länken')).toBeVisible()
  // As if a page of the app had been taken over: the page's own policy is one wall, the guard the other.
  const refused = await page.evaluate(() =>
    fetch('https://annanplats.test/').then(String, (error: unknown) => String(error))
  )
  expect(refused).toContain('TypeError')
  await one.app().evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!
      .webContents.session.fetch('https://tredje.test/')
      .catch(() => undefined)
  )
  const unknown = await page.evaluate(() =>
    fetch('okant-schema://annanplats/').then(String, (error: unknown) => String(error))
  )
  expect(unknown).toContain('TypeError')

  await page.getByRole('button', { name: /^Nätverkstrafik/ }).click()
  await expect(page.getByText('tredje.test')).toBeVisible()
  await one.quit()
  const ledger = await ledgerOf(one)
  expect(ledger.filter(({ verdict, host }) => verdict === 'allowed' && !host.endsWith('insjoverket.test'))).toEqual([])
  expect(ledger.some(({ verdict, host }) => verdict === 'blocked' && host === 'tredje.test')).toBe(true)
  expect(ledger.some(({ host }) => /^(bild|lank)\./.test(host))).toBe(false)
})

const line = z.object({
  host: z.string(),
  port: z.number(),
  in: z.number(),
  out: z.number(),
  verdict: z.enum(['allowed', 'blocked']).default('allowed')
})
type Line = z.infer<typeof line>

const linesOf = async (file: string): Promise<Line[]> =>
  (await readFile(file, 'utf8').catch(() => ''))
    .split('\n')
    .filter(Boolean)
    .map((text) => line.parse(JSON.parse(text)))

async function ledgerOf(computer: Computer): Promise<Line[]> {
  const directory = join(computer.home, '.config/Samverk/ledger')
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl'))
  return (await Promise.all(names.map((name) => linesOf(join(directory, name))))).flat()
}

interface Sum {
  readonly connections: number
  readonly bytesIn: number
  readonly bytesOut: number
}

function sums(lines: readonly Line[]): Readonly<Record<string, Sum>> {
  const hosts: Record<string, Sum> = {}
  for (const one of lines.filter(({ verdict }) => verdict === 'allowed')) {
    const key = `${one.host}:${one.port}`
    const { connections, bytesIn, bytesOut } = hosts[key] ?? { connections: 0, bytesIn: 0, bytesOut: 0 }
    hosts[key] = { connections: connections + 1, bytesIn: bytesIn + one.in, bytesOut: bytesOut + one.out }
  }
  return hosts
}

const counts = (hosts: Readonly<Record<string, Sum>>) =>
  Object.fromEntries(Object.entries(hosts).map(([host, { connections }]) => [host, connections]))
