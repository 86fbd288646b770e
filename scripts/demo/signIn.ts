import { chromium } from '@playwright/test'

import { appPage } from './appPage'

export type Credentials = {
  readonly address: string
  readonly password: string
  readonly recoveryCode: string | undefined
}

const patienceMs = 45_000
const keyMs = 15

/** Types into the visible sign-in of the app that listens there, as the person would, and lets go of the app. */
export async function typeSignIn(debugging: string, { address, password, recoveryCode }: Credentials): Promise<void> {
  const browser = await chromium.connectOverCDP(debugging)
  try {
    const page = await appPage(browser, 'samverk-app://main/', patienceMs)
    page.setDefaultTimeout(patienceMs)
    await page.getByLabel('E-post i arbetet').pressSequentially(address, { delay: keyMs })
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: 'Redo' }).waitFor()
    await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
    await page.getByLabel('Lösenord', { exact: true }).pressSequentially(password, { delay: keyMs })
    await page.keyboard.press('Enter')
    if (recoveryCode === undefined) {
      await page.getByRole('button', { name: /^(Påminn mig senare|Hoppa över nu)$/u }).click()
    } else {
      await page.getByLabel('Återställningskod', { exact: true }).pressSequentially(recoveryCode)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('navigation', { name: 'Platser' }).waitFor()
  } finally {
    await browser.close()
  }
}
