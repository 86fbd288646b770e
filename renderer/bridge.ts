import type { Bridge, PortName } from '../shared/ipc'

declare global {
  interface Window {
    readonly samverk: Bridge
  }
}

/** What the preload exposes; the only place in the renderer that touches it. */
export const { invoke, on, pathForFile } = window.samverk

/** The next port of this name that main hands to this window. */
export function nextPort(name: PortName): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = ({ source, data, ports }: MessageEvent<unknown>) => {
      const [port] = ports
      if (source !== window || !port || !isPortMessage(data) || data.samverkPort !== name) return
      window.removeEventListener('message', listen)
      resolve(port)
    }
    window.addEventListener('message', listen)
  })
}

function isPortMessage(data: unknown): data is { readonly samverkPort: string } {
  return typeof data === 'object' && data !== null && 'samverkPort' in data
}
