import type { Page } from '@playwright/test'
import { translate, type TextKey, type TextValues } from '../../shared/i18n'
import { languages } from '../../shared/model/settings'
import { expectEnglish } from '../fixtures/language'
import { go } from '../fixtures/keyboard'
import { judge } from '../fixtures/screens'
import { connectFiles } from '../fixtures/files'
import { expect, test } from './syncing'

const server = 'moln.insjoverket.test'
const password = 'sten-sol-94-is'
/** A status that the server has no reason to give. */
const nonsense = 418

const speak = (page: Page, language: string) =>
  page.evaluate(async (chosen) => {
    const bridge = Reflect.get(globalThis, 'samverk') as {
      invoke: (channel: string, value: unknown) => Promise<unknown>
    }
    await bridge.invoke('settings.set', { language: chosen })
  }, language)

for (const language of languages)
  test(`Sharing while the server is away or answers nonsense: it is said, nothing is lost, and it goes on (${language})`, async ({
    syncing,
    stack
  }) => {
    const johan = stack.info.people[3]!
    const theirs = connectFiles(stack.info, johan)
    const { one, page, same } = await syncing((files) => files.put('Plan.txt', 'en plan'))
    const app = page()
    const t = (key: TextKey, values?: TextValues) => translate(language, key, values)
    const { faults } = stack
    const spoil = (method: string, path: string, reply: 'lost' | number) =>
      faults.set({ host: server, spoil: [{ method, path, reply }] })
    await same(['Plan.txt'])
    if ((await theirs.paths()).includes('Plan.txt')) await theirs.remove('Plan.txt')
    await speak(app, language)

    const dialog = app.getByRole('dialog')
    const alert = dialog.getByRole('alert')
    const field = dialog.getByRole('combobox', { name: t('files.sharePeople') })
    const option = dialog.getByRole('listbox').getByRole('option')
    const button = (key: TextKey) => dialog.getByRole('button', { name: t(key), exact: true })
    const right = dialog.getByRole('combobox', { name: t('files.shareRight', { name: johan.name }) })
    const open = async () => {
      await app.getByRole('row', { name: /Plan/ }).click()
      await app
        .getByRole('toolbar')
        .getByRole('button', { name: t('files.shareWith'), exact: true })
        .click()
    }

    await test.step('who has the file cannot be told: it is asked again by keyboard', async () => {
      await spoil('GET', '/v1/shares', 500)
      await open()
      await expect(alert).toHaveText(t('files.problem.serverTrouble'))
      await judge(one, `files-share-unknown-${language}`)
      await go(app, 'Tab', button('app.tryAgain'))
      await app.keyboard.press('Enter')
      await expect(dialog.getByText(t('files.shareNobody'))).toBeVisible()
      await expect(alert).toBeHidden()
    })
    await test.step('people cannot be found: the reason is said, and they come without typing again', async () => {
      await faults.set({ host: server, down: true })
      await field.fill('Johan')
      await expect(alert).toHaveText(t('files.problem.offline'))
      await judge(one, `files-share-search-${language}`)
      await faults.clear()
      await spoil('GET', '/v1/sharees', nonsense)
      await expect(alert).toHaveText(t('files.problem.notUnderstood'))
      await option.first().waitFor()
      await expect(alert).toBeHidden()
      await field.focus()
      await app.keyboard.press('Enter')
      await expect(dialog.getByRole('list', { name: t('files.shareAdded') })).toContainText(johan.name)
    })
    await test.step('a share and a link are not made: all that was chosen is still there', async () => {
      await dialog.getByRole('combobox', { name: t('files.shareNewRight') }).selectOption('read')
      await dialog.getByRole('switch').click()
      await dialog.getByLabel(t('files.shareLinkPassword'), { exact: true }).fill(password)
      await faults.set({ host: server, down: true })
      await button('files.shareWith').focus()
      await app.keyboard.press('Enter')
      await expect(alert).toHaveText(t('files.problem.offline'))
      await expect(dialog.getByRole('list', { name: t('files.shareAdded') })).toContainText(johan.name)
      await expect(dialog.getByRole('combobox', { name: t('files.shareNewRight') })).toHaveValue('read')
      await expect(dialog.getByLabel(t('files.shareLinkPassword'), { exact: true })).toHaveValue(password)
      await expect(button('files.shareWith')).toBeFocused()
      await judge(one, `files-share-failed-${language}`)
      if (language === 'en') await expectEnglish(app, 'a share that failed')
    })
    await test.step('the answer is lost although it was done: it is not done twice', async () => {
      await faults.clear()
      await spoil('POST', '/v1/shares', 'lost')
      await app.keyboard.press('Enter')
      await expect(alert).toHaveText(t('files.problem.offline'))
      await expect(right).toHaveValue('read')
      await expect(dialog.getByRole('list', { name: t('files.shareAdded') })).toBeHidden()
      await expect(button('files.shareWith')).toBeFocused()
      await app.keyboard.press('Enter')
      await expect(button('files.shareLinkCopy')).toBeFocused()
      await expect(alert).toBeHidden()
      await expect.poll(theirs.paths).toContain('Plan.txt')
    })
    await test.step('a right is not changed, and then it is', async () => {
      await right.selectOption('edit')
      await spoil('PUT', '/v1/shares/', nonsense)
      await button('files.shareSave').click()
      await expect(alert).toHaveText(t('files.problem.notUnderstood'))
      await expect(right).toHaveValue('edit')
      await app.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
    })
    await test.step('a share is not taken back, and then it is', async () => {
      await open()
      await expect(right).toHaveValue('edit')
      await right.selectOption('none')
      await spoil('DELETE', '/v1/shares/', 503)
      await button('files.shareSave').click()
      await expect(alert).toHaveText(t('files.problem.maintenance'))
      await expect(right).toHaveValue('none')
      await app.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
      await expect.poll(theirs.paths).not.toContain('Plan.txt')
    })
  })
