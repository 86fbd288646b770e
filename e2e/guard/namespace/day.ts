import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { electronDirectory } from '../../../scripts/runtime/electron.mjs'
import { composerOf, messageWith, send } from '../../fixtures/chat'
import { connectFiles, treeOf } from '../../fixtures/files'
import { blockedHosts, ledgerOf, watchFront } from '../../fixtures/ledger'
import { startAfresh } from '../../fixtures/matrix'
import { signIn, skipRecovery } from '../../fixtures/signIn'
import { expect, test } from '../../fixtures/test'
import { colourOf, distance, films, meet } from '../../meetings/people'
import { attack, attackedAddress, attackedHosts } from '../attack'
import { seenBySink } from './sink'

test.describe.configure({ mode: 'serial' })

test('Two people sign in, write, sync and meet, and nothing leaves for anywhere else', async ({ computer, stack }) => {
  const people = [stack.info.people[0]!, stack.info.people[1]!] as const
  await startAfresh(stack.info, people)
  const files = connectFiles(stack.info, people[0])
  await files.empty()
  await files.put('Lodning.txt', 'tolv meter')
  const front = await watchFront(stack.info, async (host) => (await stack.faults.get(host)).openConnections)

  const { sara, linnea, chats, computers, room } = await meet(computer, stack.info)
  await expect.poll(async () => distance(await colourOf(linnea, 'Sara Lindmark'), films.sara.rgb)).toBeLessThan(30)
  // Both leave as one should: of a connection that is cut, the two ends do not count the same.
  for (const one of [sara, linnea]) {
    await one.getByRole('button', { name: 'Lämna', exact: true }).click()
    const gone = one.waitForEvent('close')
    await one.getByRole('dialog').getByRole('button', { name: 'Lämna' }).click()
    await gone
  }

  await composerOf(chats[0], room).waitFor()
  await send(chats[0], room, 'Se https://lank.annanplats.test/ i dag')
  await expect(messageWith(chats[1], 'Se https://lank')).toBeVisible()
  const folder = join(computers[0].home, 'Samverk', 'Insjöverket')
  await writeFile(join(folder, 'Svar.txt'), 'fjorton meter')
  await expect.poll(async () => Object.keys(await files.tree())).toEqual(['Lodning.txt', 'Svar.txt'])
  expect(Object.keys(await treeOf(folder))).toEqual(['Lodning.txt', 'Svar.txt'])

  for (const one of computers) await one.quit()
  const ledgers = (await Promise.all(computers.map(ledgerOf))).flat()
  await front.agreesWith(ledgers)
  expect(ledgers.filter(({ verdict }) => verdict === 'blocked')).toEqual([])
  expect(await seenBySink()).toEqual([])
})

test('A page that was taken over reaches nobody, by no way', async ({ computer, stack }) => {
  const one = await computer()
  const page = await one.start()
  await signIn(page, stack.info.people[2]!)
  await skipRecovery(page)
  await attack(page)
  await expect.poll(() => blockedHosts(one)).toEqual([attackedAddress, ...attackedHosts].sort())
  await one.quit()
  expect(await seenBySink()).toEqual([])
})

test('The sink sees names, TCP and UDP, of Node and of a browser without the guard', async () => {
  const { address } = await lookup('utan-vakt.test')
  const tcp = connect(443, address)
  const udp = createSocket('udp4')
  udp.send('hej', 3478, '198.51.100.7')
  const browser = spawn(
    join(await electronDirectory({ forTests: true }), 'electron'),
    [join(import.meta.dirname, 'control.mjs'), '--no-sandbox', '--disable-gpu'],
    { stdio: 'ignore' }
  )
  try {
    await expect
      .poll(seenBySink)
      .toEqual(
        expect.arrayContaining([
          'dns utan-vakt.test',
          `tcp ${address} 443`,
          'udp 198.51.100.7 3478',
          'dns utan-vakt.annanplats.test',
          expect.stringMatching(/^tcp 198\.18\.0\.[2-9] 443$/)
        ])
      )
  } finally {
    tcp.destroy()
    udp.close()
    browser.kill()
    await once(browser, 'exit')
  }
})
