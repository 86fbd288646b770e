import { layout, type Layout } from '../stack/layout'
import { recordProcess, serverNames, stopServer } from '../stack/process'

/** The name under which the process beside a person's app is recorded. */
export const keeperName = 'keeper'
const appName = 'app'

const patienceMs = 15_000

/** Writes down what a keeper has started, in case that it cannot end it itself. */
export function recordSession(paths: Layout, pids: readonly number[]): void {
  pids.forEach((pid, at) => recordProcess(paths, `desktop-${at}`, pid))
}

export const recordApp = (paths: Layout, pid: number | undefined): void => {
  if (pid !== undefined) recordProcess(paths, appName, pid)
}

/**
 * Ends what a keeper that was killed has left running in this home: the app first, then its screen, bus and keyring,
 * each by its recorded process id and start time. Does nothing to others that have got such an id since.
 */
export async function endLeftovers(home: string): Promise<void> {
  const paths = layout(home)
  const names = serverNames(paths).filter((name) => name !== keeperName)
  if (names.includes(appName)) await stopServer(paths, appName, patienceMs)
  await Promise.all(names.filter((name) => name !== appName).map((name) => stopServer(paths, name, patienceMs)))
}
