import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageWith, openRoom, send } from '../fixtures/chat'
import { connectFiles, treeOf } from '../fixtures/files'
import { ledgerOf, watchFront } from '../fixtures/ledger'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

test('The ledger and the servers agree on every connection of a working day', async ({ computer, stack }) => {
  const reza = stack.info.people[2]!
  await startAfresh(stack.info, [reza])
  const files = connectFiles(stack.info, reza)
  await files.empty()
  await files.put('Lodning.txt', 'tolv meter')
  const plain = await connectPlain(stack.info, reza)
  const roomId = await plain.createRoom('Mätningar')
  const front = await watchFront(stack.info, async (host) => (await stack.faults.get(host)).openConnections)

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
  await front.agreesWith(await ledgerOf(one))
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
