import { BrowserWindow, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { EventName, Events, PortName, WindowKind } from '../../shared/ipc'
import { appScheme } from './scheme'

/** Knows which window is which, and is the only way to speak to one. */
export interface WindowRegistry {
  readonly add: (kind: WindowKind, window: BrowserWindow) => void
  readonly find: (kind: WindowKind) => BrowserWindow | undefined
  readonly windowOf: (contents: WebContents) => BrowserWindow | undefined
  /** The kind of window a message really came from, or undefined when it must not be answered. */
  readonly callerOf: (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => WindowKind | undefined
  readonly send: <Name extends EventName>(kind: WindowKind, name: Name, value: Events[Name]) => void
  readonly sendPort: (kind: WindowKind, name: PortName, port: Electron.MessagePortMain) => void
}

export function createWindowRegistry(): WindowRegistry {
  const kinds = new Map<number, WindowKind>()
  const windows = () => BrowserWindow.getAllWindows()
  const find = (kind: WindowKind) => windows().find(({ webContents }) => kinds.get(webContents.id) === kind)
  return {
    add: (kind, { webContents }) => {
      const { id } = webContents
      kinds.set(id, kind)
      webContents.once('destroyed', () => void kinds.delete(id))
    },
    find,
    windowOf: (contents) => windows().find(({ webContents }) => webContents === contents),
    callerOf: ({ sender, senderFrame }) => {
      const kind = kinds.get(sender.id)
      if (kind === undefined || senderFrame === null || senderFrame.parent !== null) return undefined
      return senderFrame.url.startsWith(`${appScheme}://${kind}/`) ? kind : undefined
    },
    send: (kind, name, value) => find(kind)?.webContents.send('event', name, value),
    sendPort: (kind, name, port) => find(kind)?.webContents.postMessage('port', name, [port])
  }
}
