import type { SyncEvent } from '../../shared/model/sync'
import type { MessageChannelEnd } from './process'

/** Electron's parentPort and its MessagePortMain both look like this. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  off(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  start?(): void
}

/** A utility process's port as the channel that `startSyncProcess` speaks over. */
export function channelOver(port: ElectronPort): MessageChannelEnd {
  return {
    post: (message: SyncEvent) => {
      port.postMessage(message)
    },
    listen: (onMessage) => {
      const listener = (event: { readonly data: unknown }): void => {
        onMessage(event.data)
      }
      port.on('message', listener)
      port.start?.()
      return () => {
        port.off('message', listener)
      }
    }
  }
}
