import type { MatrixClient } from '../matrix/client'

let running: MatrixClient | undefined

/** The running client. Views exist only while it does. */
export function chatClient(): MatrixClient {
  if (!running) throw new Error('The chat has not been started')
  return running
}

/** Makes a client the one that runs; undefined: none does. */
export function holdChatClient(client: MatrixClient | undefined): void {
  running = client
}
