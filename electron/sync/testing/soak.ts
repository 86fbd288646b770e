import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

// Random histories for so many minutes, each round with a seed of its own; then two computers and the web page on a
// real server, and the real process killed at random moments.
// `npm run test:soak -- --minutes 30 --kills 200`; a failing round prints the seed that brings it back.

const RUNS = 4000
/** What a round runs beside properties: see the shares in `invariants*.test.ts` and `together.test.ts`. */
const RUNS_IN_ALL = 1.2
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    kills: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '40' }
  }
})
const minutes = Number(values.minutes)
if (!Number.isFinite(minutes) || minutes < 0) throw new Error('--minutes N')

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return new Promise((done) => {
    child.once('exit', (code) => {
      done(code ?? 1)
    })
  })
}

const vitest = (paths: readonly string[], env: Readonly<Record<string, string>>): Promise<number> =>
  run(['node_modules/vitest/vitest.mjs', 'run', ...paths], env)

async function soak(): Promise<number> {
  const endMs = Date.now() + minutes * 60_000
  const seeds: number[] = []
  while (Date.now() < endMs) {
    const seed = randomInt(2 ** 31)
    seeds.push(seed)
    process.stdout.write(`soak: round ${String(seeds.length)}, seed ${String(seed)}\n`)
    const histories = ['properties', 'invariants', 'together.test'].map((name) => `electron/sync/${name}`)
    const code = await vitest(histories, { SAMVERK_SYNC_RUNS: String(RUNS), SAMVERK_SYNC_SEED: String(seed) })
    if (code !== 0) return code
  }
  const all = Math.round(seeds.length * RUNS * RUNS_IN_ALL)
  process.stdout.write(`soak: about ${String(all)} histories, seeds ${seeds.join(', ')}\n`)
  if (Number(values.rounds) > 0) {
    const code = await vitest(['electron/sync/togetherReal'], { SAMVERK_SYNC_ROUNDS: values.rounds })
    if (code !== 0) return code
  }
  if (Number(values.kills) === 0) return 0
  const built = await run(['--import', 'tsx', 'scripts/pack/sync.ts'], {})
  if (built !== 0) return built
  const program = resolve('dist/samverk-sync/samverk-sync.cjs')
  return vitest(['electron/sync/kills'], { SAMVERK_SYNC_KILLS: values.kills, SAMVERK_SYNC_CLI: program })
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
