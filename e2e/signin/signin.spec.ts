import { filesWith } from '../fixtures/disk'
import { findServers, signIn, signOut, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

test.afterEach(({ stack }) => stack.faults.clear())

test('The app starts in a sandboxed window on its own scheme and asks who signs in', async ({ computer }) => {
  const one = await computer()
  const page = await one.start()
  await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
  expect(page.url()).toMatch(/^samverk-app:\/\/main\//)
  const preferences = await one.app().evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Not in the published types.
    const contents = window!.webContents as { getLastWebPreferences?: () => Record<string, boolean> }
    const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences?.() ?? {}
    return { sandbox, contextIsolation, nodeIntegration }
  })
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false })
})

test('A work address and a password sign in, and the password is nowhere on disk', async ({ computer, stack }) => {
  const [sara] = stack.info.people
  const one = await computer()
  const page = await one.start()
  await signIn(page, sara!)
  await skipRecovery(page)
  await one.quit()
  await expect(filesWith(one.home, sara!.password)).resolves.toEqual([])
  const again = await one.start()
  await expect(again.getByRole('heading', { name: 'Logga in' })).toBeHidden()
  await expect(again.getByRole('navigation', { name: 'Platser' })).toBeVisible()
})

test('The agency’s domain alone is enough: who signs in is asked for with the password', async ({
  computer,
  stack
}) => {
  const [sara] = stack.info.people
  const page = await (await computer()).start()
  await findServers(page, 'insjoverket.test')
  await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
  const name = page.getByLabel('Användarnamn')
  await expect(name).toBeFocused()
  await name.fill('sara lindmark')
  await page.getByLabel('Lösenord', { exact: true }).fill(sara!.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Skriv ditt användarnamn utan mellanslag')
  await expect(name).toBeFocused()
  await name.fill(sara!.address.split('@')[0]!)
  await page.keyboard.press('Enter')
  await skipRecovery(page)
  await page.getByRole('button', { name: /, Konto$/ }).click()
  await expect(page.getByText(sara!.address)).toBeVisible()
})

test('A wrong password says so, keeps the focus in the field and signs nobody in', async ({ computer, stack }) => {
  const [sara] = stack.info.people
  const page = await (await computer()).start()
  await signIn(page, { address: sara!.address, password: 'fel lösenord' })
  await expect(page.getByRole('alert')).toContainText('Lösenordet stämmer inte')
  await expect(page.getByLabel('Lösenord', { exact: true })).toBeFocused()
})

test('An unknown agency is said to be unknown, with a suggestion from earlier sign-ins', async ({
  computer,
  stack
}) => {
  const [, linnea] = stack.info.people
  const one = await computer()
  const page = await one.start()
  await signIn(page, linnea!)
  await skipRecovery(page)
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
  await findServers(page, 'linnea.akerby@insjoverkt.test')
  await expect(page.getByRole('alert')).toContainText('Vi hittar ingen myndighet på insjoverkt.test')
  await page.getByRole('button', { name: 'Menade du insjoverket.test?' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Insjöverket' })).toBeVisible()
})

test('A server that is down is named, and can be tried again', async ({ computer, stack }) => {
  await stack.faults.set({ host: 'matrix.insjoverket.test', down: true })
  const page = await (await computer()).start()
  await findServers(page, 'sara.lindmark@insjoverket.test')
  await expect(page.getByRole('status').filter({ hasText: 'Svarar inte' })).toBeVisible()
  await stack.faults.clear()
  await page.getByRole('button', { name: 'Försök igen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Alla tjänster hittades' })).toBeVisible()
})

for (const [certificate, words] of [
  ['wrong-host', 'utfärdat för en annan server'],
  ['expired', 'har gått ut'],
  ['self-signed', 'inte utfärdat av någon som datorn litar på']
] as const) {
  test(`A certificate that is ${certificate} is refused, and the text says why`, async ({ computer, stack }) => {
    await stack.faults.set({ host: 'insjoverket.test', certificate })
    const page = await (await computer()).start()
    await findServers(page, 'sara.lindmark@insjoverket.test')
    await expect(page.getByRole('alert')).toContainText(words)
  })
}

test('Without a keyring no password is sent', async ({ computer, stack }) => {
  const [sara] = stack.info.people
  const page = await (await computer({ keyring: 'none' })).start()
  await signIn(page, sara!)
  await expect(page.getByRole('alert')).toContainText('Datorn har ingen nyckelring')
})

test('A locked keyring keeps the account and opens it when it is unlocked', async ({ computer, stack }) => {
  const [, , reza] = stack.info.people
  const one = await computer()
  const first = await one.start()
  await signIn(first, reza!)
  await skipRecovery(first)
  await one.quit()
  await one.newSession('locked')
  const page = await one.start()
  await expect(page.getByRole('heading', { name: 'Lås upp nyckelringen' })).toBeVisible()
  await one.quit()
  await one.newSession('unlocked')
  await expect((await one.start()).getByRole('navigation', { name: 'Platser' })).toBeVisible()
})
