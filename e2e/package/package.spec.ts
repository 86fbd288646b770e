import { chromium, type Browser, type Page } from '@playwright/test'
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readFuses } from '../../scripts/runtime/fuses.mjs'
import { root, stackDirectory } from '../fixtures/servers'
import { findServers } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'

// Electron's fuses in the order of the wire: off, on, off, off, on, on, off, off, and what newer versions add.
const expectedFuses = '01001100'

test.describe.configure({ mode: 'serial' })

test.describe('The Debian package', () => {
  let installed = ''
  let unpacked = ''

  test.beforeAll(async () => {
    test.setTimeout(600_000)
    execFileSync(process.execPath, ['scripts/pack/pack.mjs', '--test'], { cwd: root, stdio: 'inherit' })
    const [deb] = (await readdir(join(root, 'dist/test'))).filter((name) => name.endsWith('.deb'))
    unpacked = await mkdtemp(join(tmpdir(), 'samverk-package-'))
    execFileSync('dpkg-deb', ['-x', join(root, 'dist/test', deb!), unpacked])
    installed = join(unpacked, 'opt', 'Samverk')
  })
  test.afterAll(() => rm(unpacked, { recursive: true, force: true }))

  test('is marked as not for release and registers the links', async () => {
    const [desktop] = (await readdir(join(unpacked, 'usr/share/applications'))).filter((name) =>
      name.endsWith('.desktop')
    )
    const entry = await readFile(join(unpacked, 'usr/share/applications', desktop!), 'utf8')
    expect(entry).toContain('x-scheme-handler/samverk')
    expect((await readdir(join(root, 'dist/test'))).join()).toContain('not-for-release')
  })

  test('has every fuse set as it should be', () => {
    expect(readFuses(join(installed, 'samverk')).slice(0, expectedFuses.length)).toBe(expectedFuses)
  })

  test('starts, shows sign-in, and refuses the development file', async ({ computer }) => {
    const { desktop } = await computer()
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(
      join(installed, 'samverk'),
      [...asRoot, '--disable-gpu', '--password-store=gnome-libsecret', '--remote-debugging-port=0'],
      {
        env: {
          PATH: process.env.PATH,
          DISPLAY: process.env.DISPLAY,
          XAUTHORITY: process.env.XAUTHORITY,
          SAMVERK_DEVELOPMENT: join(stackDirectory, 'development.json'),
          ...desktop.env
        },
        stdio: ['ignore', 'ignore', 'pipe']
      }
    )
    const { browser, page } = await connect(child)
    try {
      await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
      await findServers(page, 'sara.lindmark@insjoverket.test')
      // With the development file the agency would be found: its servers run.
      await expect(page.getByRole('alert')).toContainText('Vi hittar ingen myndighet')
    } finally {
      await browser.close()
      const gone = once(child, 'exit')
      child.kill()
      await gone
    }
  })
})

async function connect(child: ChildProcess): Promise<{ browser: Browser; page: Page }> {
  for await (const line of createInterface(child.stderr!)) {
    const endpoint = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (endpoint === undefined) continue
    const browser = await chromium.connectOverCDP(endpoint)
    const [context] = browser.contexts()
    const page = context!.pages()[0] ?? (await context!.waitForEvent('page'))
    return { browser, page }
  }
  throw new Error('The app ended before it could be reached')
}
