import { cleanResponse } from './cleanResponse'

/**
 * The SDK's fetch. `no-store` always: two clients with the same /sync URL would wait for each other in Chrome's
 * HTTP cache. Requests go to the homeserver only, and answers are cleaned of what would break a whole sync.
 */
export const makeFetch =
  (homeserver: string, fetchImpl: typeof fetch): typeof fetch =>
  async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== new URL(homeserver).origin) throw new TypeError(`Not the homeserver: ${url.origin}`)
    const response = await fetchImpl(url, { ...init, cache: 'no-store' })
    const json = response.json.bind(response)
    Object.defineProperty(response, 'json', {
      value: async (): Promise<unknown> => {
        const value: unknown = await json()
        cleanResponse(value)
        return value
      }
    })
    return response
  }
