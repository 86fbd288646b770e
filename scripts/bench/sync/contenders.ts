import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { measure, together, type Command, type Usage } from '../measure'

/** What there is to do; a sync client finds that out by itself, the floor is told. */
export type Task =
  | { readonly kind: 'up'; readonly folders: readonly string[]; readonly files: readonly string[] }
  | { readonly kind: 'down'; readonly files: readonly string[] }
  | { readonly kind: 'nothing' }

export interface Place {
  readonly work: string
  readonly url: string
  readonly account: string
  readonly password: string
  readonly folder: string
}

/** Brings folder and account together, and says what that used. */
export type Contender = (place: Place, task: Task) => Promise<Usage>

/** The command line of the sync engine, bundled, on plain Node. */
export const ours =
  (cli: string): Contender =>
  async ({ work, url, account, password, folder }) => {
    const secret = join(work, 'secret')
    await writeFile(secret, password, { mode: 0o600 })
    const args = ['--user', account, '--password-file', secret, '--journal', `${folder}.journal`, folder, url]
    return measure(work, { name: 'samverk-sync', program: process.execPath, args: [cli, ...args] })
  }

/** The official client, with a home of its own. */
export const peer: Contender = async ({ work, url, account, password, folder }) => {
  const home = join(work, 'home')
  await mkdir(home, { recursive: true })
  const args = ['--silent', '--non-interactive', '--user', account, '--password', password, folder, url]
  return measure(work, {
    name: 'nextcloudcmd',
    program: 'nextcloudcmd',
    args,
    env: { HOME: home, QT_QPA_PLATFORM: 'offscreen' }
  })
}

const parallel = 6

/** The least that can be done: the same bytes, six at a time, without any book-keeping. */
export const floor: Contender = async (place, task) => {
  const at = (name: string): string =>
    `${place.url}/remote.php/dav/files/${place.account}/${name.split('/').map(encodeURIComponent).join('/')}`
  const local = (name: string): string => join(place.folder, name)
  const request = (lines: readonly string[]): string => ['fail', 'silent', 'show-error', ...lines].join('\n')
  const sent = (name: string): string => request([`url = "${at(name)}"`, `upload-file = "${local(name)}"`, nowhere])
  switch (task.kind) {
    case 'up': {
      const made = task.folders.map((name) => request([`url = "${at(name)}"`, 'request = "MKCOL"', nowhere]))
      const both = [made, task.files.map(sent)].filter((requests) => requests.length > 0)
      const used: Usage[] = []
      for (const requests of both) used.push(await curl(place, requests))
      return together(used)
    }
    case 'down':
      return curl(
        place,
        task.files.map((name) => request([`url = "${at(name)}"`, 'create-dirs', `output = "${local(name)}"`]))
      )
    case 'nothing':
      return curl(place, [request([`url = "${at('')}"`, 'request = "PROPFIND"', 'header = "Depth: 0"', nowhere])])
  }
}

const nowhere = 'output = "/dev/null"'

async function curl({ work, account, password }: Place, requests: readonly string[]): Promise<Usage> {
  const list = join(work, 'curl.txt')
  const login = `user = "${account}:${password}"`
  await writeFile(list, requests.map((lines) => `${lines}\n${login}`).join('\nnext\n'), { mode: 0o600 })
  const args = ['--parallel', '--parallel-immediate', '--parallel-max', String(parallel), '--config', list]
  const command: Command = { name: 'curl', program: 'curl', args }
  return measure(work, command)
}
