import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** Exposes `window.samverk`: calls, events and ports of the contract in shared/ipc.ts, as plain data. */
export function exposeBridge(): void {
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  ipcRenderer.on('event', (_event, name: string, value: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(value)
  })
  // A port cannot cross the bridge as a value; the page receives it as a message from itself.
  ipcRenderer.on('port', ({ ports }, name: string) => window.postMessage({ samverkPort: name }, location.origin, ports))
  contextBridge.exposeInMainWorld('samverk', {
    invoke: (name: string, ...args: unknown[]) => ipcRenderer.invoke(name, ...args),
    on: (name: string, listener: (value: unknown) => void) => {
      const ofName = listeners.get(name) ?? new Set()
      listeners.set(name, ofName.add(listener))
      return () => void ofName.delete(listener)
    },
    pathForFile: (file: unknown) => (file instanceof File ? webUtils.getPathForFile(file) : '')
  })
}
