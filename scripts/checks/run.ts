// Runs every check of the project and ends with the true totals of all runners: `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '../..')
const results = join(root, 'test-results')
const unitReport = join(results, 'unit.json')
const endToEndReport = join(results, 'e2e.json')

interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** The runner's own totals; without it the step counts as one test. */
  readonly report?: { readonly file: string; readonly read: (text: string) => Totals }
}

const bin = (name: string) => join(root, 'node_modules', '.bin', name)
// Without a display the windows are drawn on a virtual one.
const display = process.env.DISPLAY ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24']

const steps: readonly Step[] = [
  { name: 'Types', command: [process.execPath, 'scripts/typecheck.mjs'] },
  { name: 'Lint', command: [bin('eslint'), '.'] },
  { name: 'Format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'Unused code', command: [bin('knip')] },
  { name: 'Build', command: [bin('electron-vite'), 'build', '--logLevel', 'warn'] },
  {
    name: 'Unit and contract tests',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile=${unitReport}`],
    report: { file: unitReport, read: readVitest }
  },
  {
    name: 'End to end',
    command: [...display, bin('playwright'), 'test', '-c', 'e2e/playwright.config.ts'],
    report: { file: endToEndReport, read: readPlaywright }
  }
]

const totals = { passed: 0, failed: 0, skipped: 0 }
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
for (const step of steps) {
  const startedMs = Date.now()
  console.log(`\n== ${step.name}`)
  const [program = '', ...args] = step.command
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
  const counted = count(step, status)
  totals.passed += counted.passed
  totals.failed += counted.failed
  totals.skipped += counted.skipped
  console.log(`== ${step.name}: ${Math.round((Date.now() - startedMs) / 1000)} s`)
}
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`
)
process.exitCode = totals.failed === 0 ? 0 : 1

function count({ name, report }: Step, status: number | null): Totals {
  const ok = status === 0
  if (!report) return { passed: Number(ok), failed: Number(!ok), skipped: 0 }
  const found = existsSync(report.file)
    ? report.read(readFileSync(report.file, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 }
  // A runner that ended badly without a failed test has failed all the same.
  if (!ok && found.failed === 0) {
    console.error(`${name} ended with ${status}`)
    return { ...found, failed: 1 }
  }
  return found
}

function readVitest(text: string): Totals {
  const shape = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() })
  const { numPassedTests, numFailedTests, numPendingTests } = shape.parse(JSON.parse(text))
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
}

function readPlaywright(text: string): Totals {
  const stats = z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() })
  const { expected, unexpected, flaky, skipped } = z.object({ stats }).parse(JSON.parse(text)).stats
  if (flaky > 0) console.log(`${flaky} test(s) passed only when tried again: to be mended`)
  return { passed: expected + flaky, failed: unexpected, skipped }
}
