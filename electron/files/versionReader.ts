import { createWriteStream } from 'node:fs'
import type { FilesProblem, VersionOpened, VersionProgress } from '../../shared/model/files'
import { failure, success, type Result } from '../../shared/result'
import { openCopy } from './openForReading'
import type { RemoteFiles } from './remote'
import { isRunnable } from './runnable'
import { FilesError } from './server/requests'

const maxBytes = 2 ** 31
const wholeMs = 3_600_000
const toldEveryMs = 200

interface Wanted {
  readonly fileId: string
  readonly versionId: string
  /** What the copy is called. */
  readonly name: string
}

/** Opens earlier versions to be looked at, before any of them is put back. */
export interface VersionReader {
  /** Ends what is being fetched before. */
  readonly open: (wanted: Wanted) => Promise<Result<VersionOpened, FilesProblem>>
  readonly cancel: () => void
}

/** @param onProgress told undefined when nothing is fetched any more. */
export function createVersionReader(
  fetchVersion: RemoteFiles['fetchVersion'],
  onProgress: (progress: VersionProgress | undefined) => void
): VersionReader {
  let running: AbortController | undefined

  async function fetchTo(path: string, { fileId, versionId }: Wanted, signal: AbortSignal): Promise<void> {
    const into = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    // Whoever waits for it is told; it may break before anybody does.
    into.on('error', () => undefined)
    const timer = setInterval(() => onProgress({ fileId, versionId, bytesDone: into.bytesWritten }), toldEveryMs)
    try {
      const fetching = { into, maxBytes, signal: AbortSignal.any([signal, AbortSignal.timeout(wholeMs)]) }
      const fetched = await fetchVersion(fileId, versionId, fetching)
      if (!fetched.ok) throw new FilesError(fetched.error)
    } finally {
      clearInterval(timer)
      into.destroy()
    }
  }

  return {
    cancel: () => running?.abort(),
    open: async (wanted) => {
      if (isRunnable(wanted.name)) return success('runnable')
      running?.abort()
      const controller = (running = new AbortController())
      try {
        const isOpened = await openCopy(wanted.name, (path) => fetchTo(path, wanted, controller.signal))
        return success(isOpened ? 'opened' : 'noProgram')
      } catch (error) {
        if (controller.signal.aborted) return success('cancelled')
        if (error instanceof FilesError) return failure(error.problem)
        if (isDiskFull(error)) return failure({ code: 'diskFull' })
        throw error
      } finally {
        if (running === controller) {
          running = undefined
          onProgress(undefined)
        }
      }
    }
  }
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
