import { app } from 'electron'

const patienceMs = 4_000

/**
 * Quits in order: what runs gets a moment to end (`stop`), then the app goes. Nothing is lost when the moment is over:
 * every part is made to be ended at any time.
 */
export function quitInOrder(stop: () => Promise<void>): void {
  let ending: 'no' | 'waiting' | 'done' = 'no'
  app.on('before-quit', (event) => {
    if (ending === 'done') return
    event.preventDefault()
    if (ending === 'waiting') return
    ending = 'waiting'
    const moment = new Promise<void>((resolve) => setTimeout(resolve, patienceMs))
    const stopped = stop().catch((error: unknown) => console.error('quit', error))
    void Promise.race([stopped, moment]).then(() => {
      ending = 'done'
      app.quit()
    })
  })
}
