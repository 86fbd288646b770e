import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { act, composerOf, messageWith, openRoom, rowOf, send, startConversation } from '../fixtures/chat'
import { connectPlain, registerPerson, startAfresh } from '../fixtures/matrix'
import { startOtherClient } from '../fixtures/otherClient'
import { root } from '../fixtures/servers'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

test('Two people write to each other encrypted, and another Matrix client reads along', async ({ computer, stack }) => {
  const [, , , johan, amina] = stack.info.people
  await startAfresh(stack.info, [johan!, amina!])
  const plain = await connectPlain(stack.info, amina!)
  await plain.createRoom('Remisser')
  const other = await startOtherClient(stack.info, amina!)
  const [one, two] = [await computer(), await computer()]
  const [page, peer] = [await one.start(), await two.start()]
  await signIn(page, johan!)
  await skipRecovery(page)
  await signIn(peer, amina!)
  await skipRecovery(peer)

  await test.step('an encrypted conversation begins and is accepted', async () => {
    await startConversation(page, 'Amina Warfa')
    await rowOf(peer, 'Johan Ekstrand').click()
    await peer.getByRole('button', { name: 'Gå med' }).click()
    await composerOf(peer, 'Johan Ekstrand').waitFor()
    await expect(page.getByRole('main').getByText('Krypterad', { exact: true })).toBeVisible()
    await expect(peer.getByRole('main').getByText('Krypterad', { exact: true })).toBeVisible()
  })
  await expect.poll(() => other.client.getRooms().some((room) => room.hasEncryptionStateEvent())).toBe(true)
  const roomId = other.client.getRooms().find((room) => room.hasEncryptionStateEvent())!.roomId

  await test.step('text and reply', async () => {
    await send(page, 'Amina Warfa', 'Har du läst yttrandet?')
    await expect(messageWith(peer, 'Har du läst yttrandet?')).toBeVisible()
    await act(peer, 'Har du läst yttrandet?', 'Svara')
    await send(peer, 'Johan Ekstrand', 'Ja, i morse.')
    await expect(messageWith(page, 'Ja, i morse.').locator('.quote')).toContainText('Har du läst yttrandet?')
  })
  await test.step('reaction', async () => {
    await act(page, 'Ja, i morse.', 'Reagera')
    await page.getByRole('menuitem', { name: 'Reaktion 🎉' }).click()
    await expect(messageWith(peer, 'Ja, i morse.').locator('.reaction')).toContainText('🎉')
  })
  await test.step('edit', async () => {
    await send(page, 'Amina Warfa', 'Vi ses klokan tre')
    await expect(messageWith(peer, 'Vi ses klokan tre')).toBeVisible()
    await act(page, 'Vi ses klokan tre', 'Fler val')
    await page.getByRole('menuitem', { name: 'Redigera' }).click()
    await expect(composerOf(page, 'Amina Warfa')).toHaveValue('Vi ses klokan tre')
    await send(page, 'Amina Warfa', 'Vi ses klockan tre')
    await expect(messageWith(peer, 'Vi ses klockan tre')).toContainText('(redigerat)')
  })
  await test.step('picture', async () => {
    const buffer = await readFile(join(root, 'resources/icon.png'))
    await page
      .getByRole('main')
      .locator('input[type=file]')
      .setInputFiles({ name: 'karta.png', mimeType: 'image/png', buffer })
    const picture = peer.getByRole('img', { name: 'Bild: karta.png' })
    await expect(picture).toBeVisible()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  })
  await test.step('the other client reads all of it', async () => {
    const bodyIs = (body: string) => (event: { getContent: () => Record<string, unknown> }) =>
      event.getContent().body === body
    const asked = await other.see(roomId, bodyIs('Har du läst yttrandet?'))
    expect(asked.isEncrypted()).toBe(true)
    const answer = await other.see(roomId, bodyIs('Ja, i morse.'))
    expect(answer.replyEventId).toBe(asked.getId())
    await other.see(
      roomId,
      (event) => event.getRelation()?.key === '🎉' && event.getRelation()?.event_id === answer.getId()
    )
    await other.see(roomId, bodyIs('Vi ses klockan tre'))
    const picture = await other.see(roomId, bodyIs('karta.png'))
    expect(picture.getContent()).toMatchObject({ msgtype: 'm.image', file: { v: 'v2', key: { alg: 'A256CTR' } } })
    other.stop()
  })
  await test.step('a thread is opened, answered and read', async () => {
    await act(page, 'Har du läst yttrandet?', 'Svara i tråd')
    const thread = page.getByRole('complementary', { name: 'Tråd' })
    await thread.getByRole('textbox').fill('Vilken version?')
    await thread.getByRole('textbox').press('Enter')
    await messageWith(peer, 'Har du läst yttrandet?')
      .getByRole('button', { name: /1 svar/ })
      .click()
    const seen = peer.getByRole('complementary', { name: 'Tråd' })
    await expect(seen.getByText('Vilken version?')).toBeVisible()
    await seen.getByRole('textbox').fill('Den tredje.')
    await seen.getByRole('textbox').press('Enter')
    await expect(thread.getByText('Den tredje.')).toBeVisible()
  })
  await test.step('what is not read is counted until it is read', async () => {
    await openRoom(peer, 'Remisser')
    await send(page, 'Amina Warfa', 'En sak till.')
    await expect(rowOf(peer, 'Johan Ekstrand').locator('.badge')).toContainText('1 oläst')
    await openRoom(peer, 'Johan Ekstrand')
    await expect(messageWith(peer, 'En sak till.')).toBeVisible()
    await expect(rowOf(peer, 'Johan Ekstrand').locator('.badge')).toBeHidden()
  })
})

test('Another Matrix client that is given the recovery code reads what was written before it came', async ({
  computer,
  stack
}) => {
  const person = await registerPerson(stack.info)
  const roomId = await (await connectPlain(stack.info, person)).createRoom('Minnesanteckningar', [], true)
  const page = await (await computer()).start()
  await signIn(page, person)
  await page.getByRole('button', { name: 'Fortsätt utan filer' }).click()
  const code = (await page.getByLabel('Återställningskod').innerText()).replace(/\s/g, '')
  await skipRecovery(page)
  await openRoom(page, 'Minnesanteckningar')
  await send(page, 'Minnesanteckningar', 'Skrivet innan någon annan läste')
  await expect(messageWith(page, 'Skrivet innan')).toBeVisible()
  await expect(page.locator('.message__sending')).toHaveCount(0)
  const other = await startOtherClient(stack.info, person, code)
  const seen = await other.see(roomId, (event) => event.getContent().body === 'Skrivet innan någon annan läste')
  expect(seen.isEncrypted()).toBe(true)
  other.stop()
})
