import { filesWith } from '../fixtures/disk'
import { composerOf, messageWith, openRoom, send } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

const homeserver = 'matrix.insjoverket.test'
const loops = Number(process.env.SAMVERK_E2E_LOOPS ?? 5)

test.afterEach(({ stack }) => stack.faults.clear())

test('Without the server the history is there, encrypted on disk; what is written then arrives once and in order', async ({
  computer,
  stack
}) => {
  const [, , , , , erik, ingrid] = stack.info.people
  await startAfresh(stack.info, [erik!, ingrid!])
  const [own, peer] = [await connectPlain(stack.info, erik!), await connectPlain(stack.info, ingrid!)]
  const plainRoomId = await peer.createRoom('Anslagstavlan', [own])
  await peer.createRoom('Beredningen', [own], true)
  await peer.sendText(plainRoomId, 'Diariet stänger klockan tolv.')
  const one = await computer()
  const first = await one.start()
  await signIn(first, erik!)
  await skipRecovery(first)
  await openRoom(first, 'Anslagstavlan')
  await expect(messageWith(first, 'Diariet stänger klockan tolv.')).toBeVisible()
  await openRoom(first, 'Beredningen')
  await send(first, 'Beredningen', 'Kvittvisseln är vår hemlighet')
  await expect(messageWith(first, 'Kvittvisseln är vår hemlighet')).toBeVisible()
  await expect(first.locator('.message__sending')).toHaveCount(0)
  await composerOf(first, 'Beredningen').fill('Ett halvskrivet kvittvisselutkast')
  await openRoom(first, 'Anslagstavlan')
  await one.quit()
  await expect(filesWith(one.home, 'vittvissel')).resolves.toEqual([])

  await stack.faults.set({ host: homeserver, down: true })
  const page = await one.start()
  await openRoom(page, 'Beredningen')
  await expect(messageWith(page, 'Kvittvisseln är vår hemlighet')).toBeVisible()
  await expect(composerOf(page, 'Beredningen')).toHaveValue('Ett halvskrivet kvittvisselutkast')
  await openRoom(page, 'Anslagstavlan')
  await expect(messageWith(page, 'Diariet stänger klockan tolv.')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Ingen kontakt med chattservern' })).toBeVisible()
  const written = ['Första utan nät', 'Andra utan nät', 'Tredje utan nät']
  for (const text of written) {
    await send(page, 'Anslagstavlan', text)
    await expect(messageWith(page, text)).toBeVisible()
  }
  await stack.faults.clear()
  await expect(page.locator('.message__sending')).toHaveCount(0)
  await send(page, 'Anslagstavlan', 'Och med nät')
  await expect
    .poll(() => peer.bodies(plainRoomId))
    .toEqual(['Diariet stänger klockan tolv.', ...written, 'Och med nät'])
  await expect(page.getByRole('main').locator('[data-message]')).toHaveCount(5)
})

test(`Killed between send and echo, ${loops} times: nothing is lost and nothing doubled`, async ({
  computer,
  stack
}) => {
  test.setTimeout(40_000 + loops * 15_000)
  const [, , , , , , ingrid] = stack.info.people
  await startAfresh(stack.info, [ingrid!])
  const plain = await connectPlain(stack.info, ingrid!)
  const roomId = await plain.createRoom('Protokoll')
  const one = await computer()
  const first = await one.start()
  await signIn(first, ingrid!)
  await skipRecovery(first)
  await openRoom(first, 'Protokoll')
  const sent: string[] = []
  for (let loop = 1; loop <= loops; loop++) {
    const text = `Paragraf ${loop} av ${loops}`
    sent.push(text)
    // Every other time the server has it and only the answer is lost; else it is on its way when the app dies.
    const isAnswerLost = loop % 2 === 0
    // The app tries again by itself, so more than one answer may get lost before it dies.
    const { spoiled } = await stack.faults.get(homeserver)
    if (isAnswerLost) await stack.faults.set({ host: homeserver, spoil: [{ method: 'PUT', path: '/send/' }] })
    await send(one.page(), 'Protokoll', text)
    await expect(messageWith(one.page(), text)).toBeVisible()
    if (isAnswerLost)
      await expect.poll(async () => (await stack.faults.get(homeserver)).spoiled).toBeGreaterThan(spoiled)
    await one.kill()
    const page = await one.start()
    await openRoom(page, 'Protokoll')
    await expect(messageWith(page, text)).toHaveCount(1)
  }
  // The outbox sends in order: once this one is there, all before it are.
  await send(one.page(), 'Protokoll', 'Justeras')
  await expect.poll(async () => (await plain.bodies(roomId)).at(-1)).toBe('Justeras')
  expect(await plain.bodies(roomId)).toEqual([...sent, 'Justeras'])
  await expect(one.page().locator('.message__sending')).toHaveCount(0)
  await expect(one.page().getByRole('main').locator('[data-message]')).toHaveCount(loops + 1)
})
