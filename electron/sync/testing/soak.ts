import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

// Random histories for so many minutes, each round with other seeds, then the real process killed 200 times.
// `tsx electron/sync/testing/soak.ts --minutes 30`; a failing history prints the seed that brings it back.

const RUNS = 4000
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, kills: { type: 'string', default: '200' } }
})
const minutes = Number(values.minutes)
if (!Number.isFinite(minutes) || minutes <= 0) throw new Error('--minutes N')

function vitest(paths: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...paths], {
    stdio: 'inherit',
    env: { ...process.env, ...env }
  })
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      resolve(code ?? 1)
    })
  })
}

async function soak(): Promise<number> {
  const endMs = Date.now() + minutes * 60_000
  let rounds = 0
  while (Date.now() < endMs) {
    const code = await vitest(['electron/sync/properties', 'electron/sync/invariants'], {
      SAMVERK_SYNC_RUNS: String(RUNS)
    })
    rounds += 1
    process.stdout.write(`soak: ${String(rounds)} rounds of about ${String(Math.round(RUNS * 1.15))} histories\n`)
    if (code !== 0) return code
  }
  return vitest(['electron/sync/real'], { SAMVERK_SYNC_KILLS: values.kills })
}

soak().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exitCode = 1
  }
)
