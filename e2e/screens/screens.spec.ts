import { act, composerOf, messageWith, openRoom, send } from '../fixtures/chat'
import { connectFiles } from '../fixtures/files'
import { connectPlain, registerPerson, startAfresh } from '../fixtures/matrix'
import { judge } from '../fixtures/screens'
import { findServers, signIn, skipRecovery } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

/** Every place of the rail and every page of the settings, each judged below. One that is missing fails a test. */
const places = ['Chatt', 'Filer', 'Inställningar', 'Konto']
const settingsPages = ['Filer och synkning', 'Utseende och språk', 'Nätverkstrafik', 'Konto']

test.afterEach(({ stack }) => stack.faults.clear())

test('Sign-in', async ({ computer, stack }) => {
  const [sara] = stack.info.people
  const one = await computer()
  const page = await one.start()
  await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
  await judge(one, 'signin')
  await page.getByRole('button', { name: 'Ange serveradress själv' }).click()
  await judge(one, 'signin-manual')
  await page.getByRole('button', { name: 'Hitta servrarna åt mig' }).click()
  await findServers(page, 'sara.lindmark@okanda.test')
  await expect(page.getByRole('alert')).toBeVisible()
  await judge(one, 'signin-error')
  await findServers(page, sara!.address)
  await expect(page.getByRole('status').filter({ hasText: 'Redo' })).toBeVisible()
  await judge(one, 'signin-found')
  await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
  await judge(one, 'signin-password')
  await page.getByLabel('Lösenord', { exact: true }).fill('fel')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  await judge(one, 'signin-password-error')
})

test('Recovery and keyring', async ({ computer, stack }) => {
  // Somebody new, who has no keys yet and no account at the files server.
  const person = await registerPerson(stack.info)
  const one = await computer()
  const page = await one.start()
  await signIn(page, person)
  await page.getByRole('button', { name: 'Fortsätt utan filer' }).click()
  await expect(page.getByRole('button', { name: 'Kopiera' })).toBeVisible()
  await judge(one, 'recovery-save')
  await skipRecovery(page)
  const other = await computer()
  await signIn(await other.start(), person)
  await other.page().getByRole('button', { name: 'Fortsätt utan filer' }).click()
  await expect(other.page().getByRole('heading', { name: 'Ange din återställningskod' })).toBeVisible()
  await judge(other, 'recovery-unlock')
  await other.quit()
  await one.quit()
  await one.newSession('locked')
  await expect((await one.start()).getByRole('heading', { name: 'Lås upp nyckelringen' })).toBeVisible()
  await judge(one, 'keyring-locked')
})

test('The signed-in app', async ({ computer, stack }) => {
  test.setTimeout(180_000)
  const [, linnea, , johan] = stack.info.people
  await startAfresh(stack.info, [linnea!, johan!])
  const files = connectFiles(stack.info, linnea!)
  await files.empty()
  await files.makeFolder('Remisser')
  await files.put('Beslutsunderlag Vassvikens vattenskyddsområde 2026.docx', 'text')
  await files.put('Karta.pdf', 'text')
  const one = await computer()
  const page = await one.start()
  await signIn(page, linnea!)
  await skipRecovery(page)
  await expect(page.getByText('Inga konversationer ännu')).toBeVisible()
  await judge(one, 'chat-empty')

  const [own, peer] = [await connectPlain(stack.info, linnea!), await connectPlain(stack.info, johan!)]
  const roomId = await peer.createRoom('Vattenskydd', [own])
  await peer.createRoom('Ett rum med ett namn som inte får plats i listan', [own], true)
  await peer.sendHtml(
    roomId,
    'Underlaget är klart',
    'Underlaget är <strong>klart</strong>, se <a href="https://insjoverket.test/">sidan</a> och <code>bilaga 2</code>.<ul><li>ett</li><li>två</li></ul>'
  )
  await openRoom(page, 'Vattenskydd')
  await send(page, 'Vattenskydd', 'Tack, jag läser i eftermiddag.')
  await act(page, 'Tack, jag läser', 'Reagera')
  await page.getByRole('menuitem', { name: 'Reaktion 👍' }).click()
  await expect(messageWith(page, 'Tack, jag läser').locator('.reaction')).toBeVisible()
  await judge(one, 'chat-room')
  await act(page, 'Underlaget är', 'Svara i tråd')
  const thread = page.getByRole('complementary', { name: 'Tråd' })
  await thread.getByRole('textbox').fill('Ett svar i tråden')
  await thread.getByRole('textbox').press('Enter')
  await expect(thread.getByText('Ett svar i tråden')).toBeVisible()
  await judge(one, 'chat-thread')
  await thread.getByRole('button', { name: /^Stäng/ }).click()
  await page.getByRole('button', { name: 'Ny konversation' }).first().click()
  await page.getByLabel('Sök efter en person').fill('Johan')
  await expect(page.getByRole('option').first()).toBeVisible()
  await judge(one, 'chat-new')
  await page.keyboard.press('Escape')
  await expect(composerOf(page, 'Vattenskydd')).toBeVisible()

  const rail = page.getByRole('navigation', { name: 'Platser' })
  const inRail = await rail
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map(
        (button) =>
          button.ariaLabel ??
          [...button.children].flatMap((child) => (child.ariaHidden === 'true' ? [] : [child.textContent])).join('')
      )
    )
  expect(inRail.map((label) => label.replace(/^.*, /, ''))).toEqual(places)
  await rail.getByRole('button', { name: 'Filer' }).click()
  await expect(page.getByRole('row', { name: /Karta\.pdf/ })).toContainText('Synkad')
  await judge(one, 'files')
  await rail.getByRole('button', { name: 'Inställningar' }).click()
  const pages = page.getByRole('navigation', { name: 'Inställningar' }).getByRole('button')
  expect((await pages.allTextContents()).toSorted()).toEqual(settingsPages.toSorted())
  for (const name of settingsPages) {
    await pages.filter({ hasText: name }).click()
    await judge(one, `settings-${name.toLowerCase().replace(/[^a-z]+/g, '-')}`)
  }
})
