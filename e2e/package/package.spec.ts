import { chromium, type Browser, type Page } from '@playwright/test'
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync } from 'node:fs'
import { chown, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readFuses } from '../../scripts/runtime/fuses.mjs'
import type { StackInfo } from '../../scripts/stack/stack'
import { connectFiles } from '../fixtures/files'
import { root } from '../fixtures/servers'
import { needs } from '../fixtures/needs'
import { findServers } from '../fixtures/signIn'
import { expect, test } from '../fixtures/test'
import { ask, install, type Installation } from './installation'
import { mayMakeNamespaces, ordinaryUser, type OrdinaryUser } from './ordinaryUser'
import { familyOf } from './processes'

// Electron's fuses in the order of the wire: off, on, off, off, on, on, off, off, and what newer versions add.
const expectedFuses = '01001100'
const directory = '/opt/Samverk'

test.describe.configure({ mode: 'serial' })

test.describe('The Debian package', () => {
  let installation: Installation
  let user: OrdinaryUser

  test.beforeAll(async () => {
    test.setTimeout(600_000)
    execFileSync(process.execPath, ['scripts/pack/pack.mjs', '--test'], { cwd: root, stdio: 'inherit' })
    const [deb] = (await readdir(join(root, 'dist/test'))).filter((name) => name.endsWith('.deb'))
    installation = await install(join(root, 'dist/test', deb!))
    user = await ordinaryUser()
  })
  test.afterAll(async () => {
    await user.remove()
    await installation.remove()
  })

  test('is marked as not for release and registers the links', async () => {
    const entry = await readFile(installation.at('/usr/share/applications/samverk.desktop'), 'utf8')
    expect(entry).toContain('x-scheme-handler/samverk')
    expect(entry).toContain(`Exec=${directory}/samverk %U`)
    expect((await readdir(join(root, 'dist/test'))).join()).toContain('not-for-release')
  })

  test('has every fuse set as it should be', () => {
    expect(readFuses(installation.at(`${directory}/samverk`)).slice(0, expectedFuses.length)).toBe(expectedFuses)
  })

  test('is installed by dpkg with all that it depends on, as the command samverk', () => {
    needs(installation.kind === 'installed', 'SAMVERK_E2E_INSTALL', 'only root installs, where mounts are allowed')
    const inside = (...command: readonly string[]) => ask([...installation.prefix, ...command])
    expect(inside('dpkg-query', '--show', '--showformat=${Status}', 'samverk')).toBe('install ok installed')
    expect(inside('readlink', '-f', '/usr/bin/samverk').trim()).toBe(`${directory}/samverk`)
  })

  test.describe('the command samverk-sync', () => {
    const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const command = [...installation.prefix, ...user.prefix, 'env', ...assignments({ ...user.env, ...env })]
      const [program = '', ...rest] = [...command, '/usr/bin/samverk-sync', ...args]
      const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8' })
      return { status, stdout, stderr }
    }
    test.beforeEach(() => {
      needs(installation.kind === 'installed', 'SAMVERK_E2E_INSTALL', 'only root installs, where mounts are allowed')
    })

    test('runs for an ordinary user and says how it went', () => {
      expect(run(['--help'])).toMatchObject({ status: 0, stderr: '' })
      expect(run(['--help']).stdout).toContain('samverk-sync [options] SOURCE_DIR SERVER_URL')
      expect(run(['--no-such-option'])).toMatchObject({ status: 2, stdout: '' })
    })

    test('syncs a folder with the server, with the native part that the app has', async ({ stack }) => {
      const person = stack.info.people[6]!
      const files = connectFiles(stack.info, person)
      await files.empty()
      await files.put('Plan.txt', 'från servern')
      const folder = join(user.home, 'synkad')
      const password = join(user.home, 'password')
      await mkdir(folder)
      await writeFile(password, person.password)
      for (const path of [folder, password]) await chown(path, user.id, user.id)
      const args = ['--user', person.id, '--password-file', password, '--once', folder, stack.info.local.files]
      expect(run(args)).toMatchObject({ status: 0 })
      expect(await readFile(join(folder, 'Plan.txt'), 'utf8')).toBe('från servern')
    })

    test('says what it needs where there is no Node, or one that is too old', async () => {
      const none = run(['--help'], { PATH: '/nowhere' })
      expect(none).toMatchObject({ status: 3, stdout: '' })
      expect(none.stderr).toContain('needs Node.js 20.19 or newer: none was found')
      const old = join(user.home, 'node')
      for (const [version, status] of [
        ['v18.19.0', 3],
        ['v20.18.1', 3],
        ['not a version', 3],
        ['v20.19.0', 0]
      ] as const) {
        await writeFile(old, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
        expect(run(['--help'], { SAMVERK_NODE: old }).status, version).toBe(status)
      }
    })
  })

  test('starts for an ordinary user, shows sign-in, and refuses the development file', async ({ stack }) => {
    await withApp(stack.info, sandboxArgs(), async ({ page }) => {
      await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
      await findServers(page, 'sara.lindmark@insjoverket.test')
      // With the development file the agency would be found: its servers run.
      await expect(page.getByRole('alert')).toContainText('Vi hittar ingen myndighet')
    })
  })

  test('confines its windows: system calls are filtered, and no rights can be gained', async ({ stack }) => {
    needs(sandboxArgs().length === 0, 'SAMVERK_E2E_SANDBOX', 'this kernel gives ordinary users no namespaces')
    await withApp(stack.info, [], async ({ page, pid }) => {
      await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible()
      const family = familyOf(pid)
      expect(family.filter(({ commandLine }) => commandLine.includes('--no-sandbox'))).toEqual([])
      expect([...new Set(family.map(({ userId }) => userId))]).toEqual([user.id])
      const windows = family.filter(({ commandLine }) => commandLine.includes('--type=renderer'))
      expect(windows.length).toBeGreaterThan(0)
      for (const window of windows) expect(window).toMatchObject({ seccomp: 2, noNewPrivileges: true })
    })
  })

  test('is removed without a trace', () => {
    needs(installation.kind === 'installed', 'SAMVERK_E2E_INSTALL', 'only root installs, where mounts are allowed')
    ask([...installation.prefix, 'dpkg', '--purge', 'samverk'])
    for (const path of [
      directory,
      '/usr/bin/samverk',
      '/usr/bin/samverk-sync',
      '/etc/alternatives/samverk',
      '/etc/apparmor.d/samverk'
    ])
      expect(lstatSync(installation.at(path), { throwIfNoEntry: false }), path).toBeUndefined()
  })

  /** Chromium's own helper takes the place of namespaces where the kernel gives none; it must belong to root. */
  function sandboxArgs(): readonly string[] {
    const helper = lstatSync(installation.at(`${directory}/chrome-sandbox`))
    return mayMakeNamespaces() || (helper.mode & 0o4000) !== 0 ? [] : ['--no-sandbox']
  }

  interface RunningApp {
    readonly page: Page
    readonly pid: number
  }

  async function withApp(
    info: StackInfo,
    args: readonly string[],
    use: (app: RunningApp) => Promise<void>
  ): Promise<void> {
    // A file that this user can read and that would be believed, were it not a package.
    const development = join(user.home, 'development.json')
    const { hosts } = JSON.parse(await readFile(info.development, 'utf8')) as { readonly hosts: unknown }
    await copyFile(info.certificateAuthority, join(user.home, 'ca.pem'))
    await writeFile(
      development,
      JSON.stringify({ version: 1, hosts, certificateAuthorities: [join(user.home, 'ca.pem')] })
    )
    const command = [
      ...installation.prefix,
      ...user.prefix,
      installation.inside(`${directory}/samverk`),
      ...args,
      '--disable-gpu',
      '--password-store=gnome-libsecret',
      '--remote-debugging-port=0'
    ]
    const child = spawn('env', command, {
      env: { ...user.env, SAMVERK_DEVELOPMENT: development },
      stdio: ['ignore', 'ignore', 'pipe']
    })
    const { browser, page } = await connect(child)
    try {
      await use({ page, pid: child.pid! })
    } finally {
      await browser.close()
      const gone = once(child, 'exit')
      child.kill()
      await gone
    }
  }
})

const assignments = (env: Readonly<Record<string, string>>) =>
  Object.entries(env).map(([name, value]) => `${name}=${value}`)

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
