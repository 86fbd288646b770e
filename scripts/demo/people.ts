import { existsSync, readdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

import { layout, repositoryRoot } from '../stack/layout'
import { findServer, stopServer } from '../stack/process'
import { endLeftovers, keeperName } from './leftovers'

const homes = resolve(repositoryRoot, '.stack/home')

/** Where everything of a demo person lies. */
export const homeOf = (id: string): string => resolve(homes, id)

const keeperPatienceMs = 15_000

export const isRunning = (id: string): boolean => findServer(layout(homeOf(id)), keeperName)?.running === true

/** Ends the app of whose home this is, and what a killed keeper has left of it. */
export async function closePerson(home: string): Promise<void> {
  await stopServer(layout(home), keeperName, keeperPatienceMs)
  await endLeftovers(home)
}

/** Removes everybody's home, what was put aside of earlier agencies too. Their apps must have ended. */
export const removeHomes = (): void => rmSync(homes, { recursive: true, force: true })

/** Ends the app of everybody that the demo start started, by recorded process ids and start times. */
export async function stopPeople(): Promise<readonly string[]> {
  if (!existsSync(homes)) return []
  const ids = readdirSync(homes)
  const running = ids.filter(isRunning)
  await Promise.all(ids.map((id) => closePerson(homeOf(id))))
  return running
}
