import type { MatrixCommands, MatrixMessage } from './contract'

/** What the worker exposes through comlink. */
export type WorkerApi = {
  /** Calls one command; waits until the session has started. */
  call(name: keyof MatrixCommands, args: readonly unknown[]): Promise<unknown>
  /** Everything that is told from now on. */
  subscribe(listener: (message: MatrixMessage) => void): Promise<void>
  /** Answers at once, also before the session has started. */
  alive(): Promise<true>
}

/** Carries the port to the main process from the window to the worker (`ports[0]`). */
export const PORT_MESSAGE = 'samverk:session-port'
