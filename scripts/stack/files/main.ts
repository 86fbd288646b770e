import { z } from 'zod'

import { readJson } from '../json'
import { addressOf, groups, people } from '../people'
import { startFilesServer } from './server'

const settings = z.object({
  dir: z.string(),
  port: z.number(),
  controlPort: z.number(),
  calendarPort: z.number()
})

export type FilesProcessSettings = z.infer<typeof settings>

/** The files server as a process: `main.ts SETTINGS`. */
async function main(file: string): Promise<void> {
  const seeds = people.map((person) => ({ ...person, address: addressOf(person) }))
  const running = await startFilesServer({ ...settings.parse(readJson(file)), people: seeds, groups })
  process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)))
}

await main(process.argv[2] ?? '')
