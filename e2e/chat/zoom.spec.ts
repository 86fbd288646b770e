import { composerOf, rowOf } from '../fixtures/chat'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import { signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

test('At 200 % a place opens at its list, and a conversation that is chosen comes into view', async ({
  computer,
  stack
}) => {
  const [, linnea, , johan] = stack.info.people
  await startAfresh(stack.info, [linnea!, johan!])
  const [own, peer] = [await connectPlain(stack.info, linnea!), await connectPlain(stack.info, johan!)]
  for (const name of ['Vattenskydd', 'Kartportal', 'Remisser']) await peer.createRoom(name, [own])
  const one = await computer()
  const page = await one.start()
  const openPlace = (name: string) =>
    page.getByRole('navigation', { name: 'Platser' }).getByRole('button', { name }).click()
  await signIn(page, linnea!)
  await skipRecovery(page)
  await rowOf(page, 'Remisser').waitFor()
  await judge(one, 'chat-none-open')
  await one.app().evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(2)
  })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(640)
  await openPlace('Filer')
  await expect(page.getByRole('heading', { name: 'Filer', level: 1 })).toBeInViewport()
  await openPlace('Chatt')
  await expect(page.getByRole('heading', { name: 'Chatt', level: 1 })).toBeInViewport()
  await rowOf(page, 'Remisser').click()
  await expect(composerOf(page, 'Remisser')).toBeInViewport()
  await expect(composerOf(page, 'Remisser')).toBeFocused()
})
