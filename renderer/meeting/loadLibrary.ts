import type { JitsiLibrary } from './library'

declare global {
  interface Window {
    JitsiMeetJS?: JitsiLibrary
  }
}

/** Loads the deployment's library into the page. @throws when it does not run here. */
export async function loadLibrary(url: string): Promise<JitsiLibrary> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.addEventListener('load', () => resolve())
    script.addEventListener('error', () => reject(new Error('The library did not load')))
    script.src = url
    document.head.append(script)
  })
  const library = window.JitsiMeetJS
  if (!library) throw new Error('The library is not what it should be')
  library.setLogLevel(library.logLevels['WARN'] ?? 'warn')
  await library.init({
    disableThirdPartyRequests: true,
    disableAudioLevels: false,
    audioLevelsInterval: 200,
    // The library would keep a permanent id of the machine in the browser's storage and send it to the server.
    externalStorage: memoryStorage()
  })
  return library
}

function memoryStorage(): object {
  const values = new Map<string, string>()
  return {
    get length() {
      return values.size
    },
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    clear: () => values.clear(),
    key: (index: number) => [...values.keys()][index] ?? null,
    serialize: () => JSON.stringify(Object.fromEntries(values)),
    addListener: () => undefined
  }
}
