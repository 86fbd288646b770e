import { spawn, execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

import { end, pidsOf, type Running } from '../desktop/sessionBus'

const run = promisify(execFile)

export interface Display extends Running {
  readonly env: Readonly<Record<string, string>>
  /** The screen's pixels as a file in XWD form. */
  readonly screen: string
}

/** A screen that nobody sees (Xvfb), for a machine without a desktop. Its files lie in `directory`. */
export async function startDisplay(directory: string): Promise<Display> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const cookie = randomBytes(16).toString('hex')
  const serverFile = join(directory, 'server.xauth')
  const clientFile = join(directory, 'client.xauth')
  await run('xauth', ['-f', serverFile, 'add', ':0', '.', cookie])
  const args = ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', [...args, '-auth', serverFile, '-fbdir', directory], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [number] = (await once(createInterface(server.stdout), 'line')) as [string]
  await run('xauth', ['-f', clientFile, 'add', `:${number}`, '.', cookie])
  return {
    env: { DISPLAY: `:${number}`, XAUTHORITY: clientFile },
    screen: join(directory, 'Xvfb_screen0'),
    pids: pidsOf(server),
    stop: () => end(server)
  }
}
