import type { StackInfo } from '../stack/info'

export type Json = Readonly<Record<string, unknown>>

/** A request that the homeserver refused. */
export class HomeserverError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly status: number
  ) {
    super(message)
  }
}

export type CallOptions = {
  readonly body?: Json | Buffer
  readonly contentType?: string
  /** Acts as this Matrix id. */
  readonly as: string
  /** When the event is to have happened, for messages and state. */
  readonly timeMs?: number
}

export type Homeserver = {
  readonly call: (method: string, path: string, options: CallOptions) => Promise<Json>
}

/**
 * The homeserver as its application service sees it: may act as anybody and date what it writes
 * (`user_id` and `ts`, Matrix application service API). Throws HomeserverError.
 */
export function connectHomeserver(info: StackInfo): Homeserver {
  const { token } = info.matrix.applicationService
  return {
    call: async (method, path, { body, contentType = 'application/json', as, timeMs }) => {
      const url = new URL(`${info.local.matrix}/_matrix/${path}`)
      url.searchParams.set('user_id', as)
      if (timeMs !== undefined) url.searchParams.set('ts', String(Math.round(timeMs)))
      const response = await fetch(url, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': contentType },
        ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) })
      })
      const answer = (await response.json()) as Json
      if (response.ok) return answer
      throw new HomeserverError(
        `${method} ${path}: ${response.status} ${String(answer['error'])}`,
        String(answer['errcode']),
        response.status
      )
    }
  }
}

/** The answer of a question that may have none. */
export const orMissing = async (question: Promise<Json>): Promise<Json | undefined> =>
  question.catch((error: unknown) => {
    if (error instanceof HomeserverError && error.status === 404) return undefined
    throw error
  })
