import { composerOf, messageWith, rowOf } from '../fixtures/chat'
import { connectFiles } from '../fixtures/files'
import { expectFocus, go } from '../fixtures/keyboard'
import { connectPlain, startAfresh } from '../fixtures/matrix'
import { expect, test } from '../fixtures/test'
import { cameraArgs, meetingWindow } from '../meetings/people'

test('By the keyboard alone: sign in, send a message, open a file, join a meeting', async ({ computer, stack }) => {
  const [sara] = stack.info.people
  await startAfresh(stack.info, [sara!])
  const plain = await connectPlain(stack.info, sara!)
  for (const name of ['Diariet', 'Protokoll', 'Remisser']) await plain.createRoom(name)
  const files = connectFiles(stack.info, sara!)
  await files.empty()
  for (const name of ['Arende.txt', 'Beslut.txt', 'Karta.txt']) await files.put(name, name)
  const one = await computer({ args: await cameraArgs('sara') })
  const page = await one.start()
  const { keyboard } = page

  await test.step('sign in', async () => {
    await expectFocus(page, page.getByLabel('E-post i arbetet'))
    await keyboard.type(sara!.address)
    await keyboard.press('Enter')
    await expectFocus(page, page.getByRole('button', { name: 'Fortsätt', exact: true }))
    await keyboard.press('Enter')
    await expectFocus(page, page.getByLabel('Lösenord', { exact: true }))
    await keyboard.type('fel lösenord')
    await keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Lösenordet stämmer inte')
    await expectFocus(page, page.getByLabel('Lösenord', { exact: true }))
    await keyboard.type(sara!.password)
    await keyboard.press('Enter')
    const later = page.getByRole('button', { name: /^(Påminn mig senare|Hoppa över nu)$/ })
    await later.waitFor()
    await go(page, 'Tab', later)
    await keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Platser' }).waitFor()
  })

  await test.step('send a message', async () => {
    await rowOf(page, 'Remisser').waitFor()
    const list = page.getByRole('navigation', { name: 'Konversationer' })
    await go(page, 'F6', list.locator('.row').first())
    await go(page, 'ArrowDown', rowOf(page, 'Remisser'))
    await keyboard.press('Enter')
    await composerOf(page, 'Remisser').waitFor()
    await go(page, 'F6', composerOf(page, 'Remisser'))
    await keyboard.type('Skrivet utan mus')
    await keyboard.press('Enter')
    await expect(messageWith(page, 'Skrivet utan mus')).toBeVisible()
    await expectFocus(page, composerOf(page, 'Remisser'))
  })

  await test.step('a dialog gives the focus back', async () => {
    await keyboard.press('Control+n')
    await expectFocus(page, page.getByLabel('Sök efter en person'))
    await keyboard.press('Escape')
    await expectFocus(page, composerOf(page, 'Remisser'))
  })

  await test.step('open a file', async () => {
    await keyboard.press('Control+2')
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
    await expect(row('Karta')).toContainText('Synkad')
    await go(page, 'F6', row('Arende'))
    await go(page, 'ArrowDown', row('Beslut'))
    await one.app().evaluate(({ shell }) => {
      shell.openPath = (path) => {
        Object.assign(globalThis, { opened: path })
        return Promise.resolve('')
      }
    })
    await keyboard.press('Enter')
    await expect
      .poll(() => one.app().evaluate(() => String(Reflect.get(globalThis, 'opened'))))
      .toBe(`${one.home}/Samverk/Insjöverket/Beslut.txt`)
    await expectFocus(page, row('Beslut'))
  })

  await test.step('join a meeting and leave it', async () => {
    await keyboard.press('Control+1')
    await go(page, 'F6', composerOf(page, 'Remisser'))
    await go(page, 'Shift+Tab', page.getByRole('button', { name: 'Möte', exact: true }))
    const meeting = await meetingWindow(one.app(), () => keyboard.press('Enter'))
    await expectFocus(meeting, meeting.getByRole('button', { name: 'Anslut', exact: true }))
    await meeting.keyboard.press('Enter')
    await expect(meeting.getByRole('button', { name: 'Räck upp' })).not.toHaveAttribute('aria-disabled', 'true')
    await expectFocus(meeting, meeting.getByRole('button', { name: 'Mikrofon', exact: true }))
    const leave = meeting.getByRole('button', { name: 'Lämna', exact: true })
    await go(meeting, 'ArrowRight', leave)
    await meeting.keyboard.press('Enter')
    const dialog = meeting.getByRole('dialog')
    await expectFocus(meeting, dialog.getByRole('button', { name: 'Stanna kvar' }))
    await meeting.keyboard.press('Escape')
    await expectFocus(meeting, leave)
    await meeting.keyboard.press('Enter')
    await go(meeting, 'Tab', dialog.getByRole('button', { name: 'Lämna' }))
    const gone = meeting.waitForEvent('close')
    await meeting.keyboard.press('Enter')
    await gone
  })
})
