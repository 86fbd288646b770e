import { appendFileSync } from 'node:fs'
import type { Options } from './options'

export interface Output {
  /** For programs: one JSON object in a line. */
  readonly event: (line: object) => void
  /** For people. */
  readonly line: (text: string) => void
  /** For whoever looks later. */
  readonly log: (level: string, text: string) => void
}

export function openOutput({ output, logFile }: Options, now: () => Date): Output {
  const write = (text: string): void => {
    if (logFile === '-') process.stderr.write(text)
    else if (logFile !== undefined) appendFileSync(logFile, text, { mode: 0o600 })
  }
  return {
    event: (line) => {
      if (output === 'json') process.stdout.write(`${JSON.stringify(line)}\n`)
    },
    line: (text) => {
      if (output === 'lines') process.stdout.write(`${text}\n`)
    },
    log: (level, text) => {
      write(`${now().toISOString()} ${level} ${text}\n`)
    }
  }
}
