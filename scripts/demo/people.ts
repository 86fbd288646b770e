import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'

import { layout, repositoryRoot } from '../stack/layout'
import { findServer, stopServer } from '../stack/process'

const homes = resolve(repositoryRoot, '.stack/home')

/** Where everything of a demo person lies. */
export const homeOf = (id: string): string => resolve(homes, id)

/** The name under which the process beside a person's app is recorded. */
export const keeperName = 'keeper'

const keeperPatienceMs = 15_000

export const isRunning = (id: string): boolean => findServer(layout(homeOf(id)), keeperName)?.running === true

/** Ends the app of everybody that the demo start started, by recorded process id and start time. */
export async function stopPeople(): Promise<readonly string[]> {
  if (!existsSync(homes)) return []
  const running = readdirSync(homes).filter(isRunning)
  await Promise.all(running.map((id) => stopServer(layout(homeOf(id)), keeperName, keeperPatienceMs)))
  return running
}
