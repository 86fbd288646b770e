import Agent from 'undici/lib/dispatcher/agent.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import api from 'undici/lib/api/index.js'

// What undici's index does when it is loaded; without this a dispatcher has no `request`.
const withRequests = (): void => {
  Object.assign(Dispatcher.prototype, api)
}

/** @param ca certificate authorities to trust, in PEM; undefined for the usual ones. */
export function openAgent(connections: number, ca: string | undefined): Agent {
  withRequests()
  return new Agent({ connections, pipelining: 1, ...(ca === undefined ? {} : { connect: { ca } }) })
}
