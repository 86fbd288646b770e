import { isRunning, removeHomes, stopPeople } from '../demo/people'
import { readRecoveryCodes } from '../seed/progress'
import { defaultStackDir, demoStackDir } from './layout'
import { people } from './people'
import { down, readStackInfo, reset, status, up } from './stack'

const usage =
  'npm run stack -- up [--limits] | down | status | reset      (SAMVERK_STACK_DIR: where, .stack/demo unless set)'

async function main(args: readonly string[]): Promise<number> {
  const dir = defaultStackDir()
  const [command, ...flags] = args
  switch (command) {
    case 'up': {
      const begun = Date.now()
      await up({ dir, limits: flags.includes('--limits'), onStep: (text) => console.log(text) })
      console.log(`Ready after ${((Date.now() - begun) / 1000).toFixed(1)} s`)
      return printStatus(dir)
    }
    case 'down':
      await stopApps(dir)
      await down(dir)
      console.log('All servers are stopped')
      return 0
    case 'status':
      return printStatus(dir)
    case 'reset':
      await stopApps(dir)
      await reset(dir)
      if (dir === demoStackDir) removeHomes()
      console.log('All servers are stopped and their data is removed')
      return 0
    default:
      console.error(usage)
      return 2
  }
}

/** The demo start's apps use the demo's servers, and go before them. */
async function stopApps(dir: string): Promise<void> {
  if (dir !== demoStackDir) return
  for (const id of await stopPeople()) console.log(`The app of ${id} is stopped`)
}

/** Prints servers, addresses and people; 1 when a server is down that should run. */
function printStatus(dir: string): number {
  const servers = status(dir)
  const info = readStackInfo(dir)
  if (servers.length === 0 || info === undefined) {
    console.log('The local servers are not running: npm run stack -- up')
    return 1
  }
  for (const { name, pid, state } of servers) console.log(`${name.padEnd(16)}${state.padEnd(10)}pid ${pid}`)
  console.log()
  for (const [host, port] of Object.entries(info.hosts)) console.log(`https://${host.padEnd(34)}127.0.0.1:${port}`)
  const codes = readRecoveryCodes(dir)
  const code = (id: string): string => codes[id] ?? ''
  console.log(`\n${'Person'.padEnd(18)}${'Address'.padEnd(36)}${'Password'.padEnd(26)}Recovery code`)
  for (const { name, id, password } of people) {
    const address = `${id}@${info.matrix.serverName}`
    console.log(`${name.padEnd(18)}${address.padEnd(36)}${password.padEnd(26)}${code(id)}`)
  }
  if (dir === demoStackDir)
    for (const { id, name } of people) if (isRunning(id)) console.log(`${name}'s app is running`)
  return servers.every(({ state }) => state === 'running') ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
