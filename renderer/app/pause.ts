const budgetMs = 8

/**
 * Gives what long work asks between its steps: after a few milliseconds of work it waits for a moment, in which the page
 * handles keys and draws; before, not at all.
 */
export function startPausing(): { readonly isDue: () => boolean; readonly pause: () => Promise<void> } {
  let sinceMs = performance.now()
  return {
    isDue: () => performance.now() - sinceMs > budgetMs,
    pause: async () => {
      await nextTask()
      sinceMs = performance.now()
    }
  }
}

/** A task of its own. A timer would wait for at least 4 ms after the first few. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
