import type { CopyProgress } from '../../shared/model/files'
import type { CopyJob } from './copyIn'

const toldAtMostEveryMs = 100

/** Copying that is under way: told how far it is, and cancelled as a whole. */
export interface Copies {
  /** Gives `cancelled` when the person ended it. */
  readonly run: (copy: (job: CopyJob) => Promise<number>) => Promise<number | 'cancelled'>
  readonly cancel: () => void
}

/** @param onProgress told undefined when nothing is copied any more. */
export function openCopies(onProgress: (progress: CopyProgress | undefined) => void): Copies {
  const running = new Set<AbortController>()
  return {
    run: async (copy) => {
      const controller = new AbortController()
      const { signal } = controller
      running.add(controller)
      let toldMs = 0
      const tell = (progress: CopyProgress) => {
        if (Date.now() - toldMs < toldAtMostEveryMs) return
        toldMs = Date.now()
        onProgress(progress)
      }
      try {
        return await copy({ signal, onProgress: tell })
      } catch (error) {
        if (signal.aborted) return 'cancelled'
        throw error
      } finally {
        running.delete(controller)
        if (running.size === 0) onProgress(undefined)
      }
    },
    cancel: () => running.forEach((controller) => controller.abort())
  }
}
