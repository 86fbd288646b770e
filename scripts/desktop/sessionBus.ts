import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// Starts no service by itself: a test or a demo gets just what it starts.
const configuration = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
`

/** A running helper process that is ended with `stop`. */
export interface Running {
  /** Of every process that was started, so that others can end them if this one cannot. */
  readonly pids: readonly number[]
  readonly stop: () => Promise<void>
}

export interface SessionBus extends Running {
  readonly address: string
}

/** A private D-Bus session bus whose files lie in `directory`. */
export async function startSessionBus(directory: string): Promise<SessionBus> {
  await mkdir(directory, { recursive: true })
  const file = join(directory, 'bus.conf')
  await writeFile(file, configuration)
  const daemon = spawn('dbus-daemon', ['--config-file', file, '--nofork', '--nopidfile', '--print-address'], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [address] = (await once(createInterface(daemon.stdout), 'line')) as [string]
  return { address, pids: pidsOf(daemon), stop: () => end(daemon) }
}

export const pidsOf = ({ pid }: ChildProcess): readonly number[] => (pid === undefined ? [] : [pid])

/** Ends a process that we started and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
