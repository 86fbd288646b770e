import type { Express, Response } from 'express'
import express from 'express'

import { hosts } from '../layout'

/** The document by which a client finds all servers of the agency from its name alone. */
export function discoveryDocument(matrixHost: string, serverName: string) {
  const meetings = `https://${hosts.meetings}`
  const files = `https://${hosts.files}`
  return {
    'm.homeserver': { base_url: `https://${matrixHost}` },
    'io.element.jitsi': { preferredDomain: hosts.meetings },
    'im.vector.riot.jitsi': { preferredDomain: hosts.meetings },
    'org.samverk.services': {
      version: 1,
      name: 'Insjöverket',
      user: { matrix: `@{localpart}:${serverName}`, files: '{localpart}' },
      files: { base_url: files },
      meetings: { base_url: meetings },
      calendar: { base_url: `${files}/remote.php/dav` }
    }
  }
}

/** The agency's own web site, as far as a client needs it: the discovery document, open to all origins. */
export function createDiscoverySite(): Express {
  const site = express().disable('x-powered-by').disable('etag')
  site.get('/.well-known/matrix/client', (request, response: Response) => {
    const isLimits = request.hostname === hosts.limitsDomain
    response
      .set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' })
      .json(
        isLimits
          ? discoveryDocument(hosts.limitsMatrix, hosts.limitsDomain)
          : discoveryDocument(hosts.matrix, hosts.domain)
      )
  })
  site.get('/', (_request, response) => {
    response.type('html').send('<!doctype html><html lang="sv"><title>Insjöverket</title><h1>Insjöverket</h1></html>')
  })
  return site
}
