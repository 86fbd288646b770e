import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageWith, openRoom, send } from '../fixtures/chat'
import { connectFiles, treeOf } from '../fixtures/files'
import { blockedHosts, ledgerOf, watchFront } from '../fixtures/ledger'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'
import { attack, attackedAddress, attackedHosts } from './attack'

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
  // The page's own policy is one wall, and it stands before the guard.
  for (const url of ['https://policy.annanplats.test/', 'okant-schema://annanplats/'])
    expect(await page.evaluate((to) => fetch(to).then(String, String), url)).toContain('TypeError')
  // The guard is the other: for main, and for a page whose policy does not hold.
  await one.app().evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!
      .webContents.session.fetch('https://main.annanplats.test/')
      .catch(() => undefined)
  )
  await attack(page)
  const refused = [attackedAddress, 'main.annanplats.test', ...attackedHosts].sort()
  await expect.poll(() => blockedHosts(one)).toEqual(refused)

  await page.getByRole('button', { name: /^Nätverkstrafik/ }).click()
  for (const host of refused) await expect(page.getByText(host, { exact: true }).first()).toBeVisible()
  await one.quit()
  const ledger = await ledgerOf(one)
  expect(ledger.filter(({ verdict, host }) => verdict === 'allowed' && !host.endsWith('insjoverket.test'))).toEqual([])
})
