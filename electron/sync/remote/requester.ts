import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'

/** The part of undici's dispatcher that files need: the command line has a lighter one (`cli/requests.ts`). */
export interface Requester {
  readonly request: (options: {
    readonly origin: string
    readonly path: string
    readonly method: Dispatcher.HttpMethod
    readonly headers: Record<string, string>
    /** How long the answer's beginning, and each part of its body, may take. */
    readonly headersTimeout: number
    readonly bodyTimeout: number
    readonly body?: Uint8Array | Readable
  }) => Promise<{
    readonly statusCode: number
    readonly headers: Readonly<Record<string, string | string[] | undefined>>
    readonly body: AsyncIterable<unknown>
  }>
}
