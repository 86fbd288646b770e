/** Who listens to changes is told the ids of what changed, some moments later and all at once. */
export type Changes = {
  readonly add: (folder: number) => void
  readonly subscribe: (listener: (folders: readonly number[]) => void) => () => void
  readonly stop: () => void
}

/** Collects changes for `quietMs`, as the real server does for a second or more. */
export function collectChanges(quietMs: number): Changes {
  const listeners = new Set<(folders: readonly number[]) => void>()
  const waiting = new Set<number>()
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    timer = undefined
    const folders = [...waiting]
    waiting.clear()
    for (const listener of listeners) listener(folders)
  }
  return {
    add: (folder) => {
      if (listeners.size === 0) return
      waiting.add(folder)
      timer ??= setTimeout(flush, quietMs)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop: () => clearTimeout(timer)
  }
}
