import { Agent } from 'node:http'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import express from 'express'
import { z } from 'zod'

import type { Route } from '../front/proxy'
import { proxyRequest, proxyUpgrade } from '../front/proxy'
import { configScript } from './configScript'
import type { Focus } from './focus'
import { mucDomain } from './names'

export type MeetingSiteSettings = {
  readonly host: string
  readonly prosodyPort: number
  /** Where `scripts/setup` unpacked the library and jQuery. */
  readonly vendorDir: string
}

const conferenceRequest = z.object({
  room: z.string().regex(new RegExp(`^[^@/\\s]{1,200}@${mucDomain.replaceAll('.', '\\.')}$`))
})

/** The web host of the meeting deployment: settings, library, the meeting server behind it, a page for each room. */
export function createMeetingSite(settings: MeetingSiteSettings, focus: Focus): Server {
  const route: Route = {
    upstreamPort: settings.prosodyPort,
    agent: new Agent({ keepAlive: true, timeout: 3_000 }),
    takeSpoil: () => undefined
  }
  const site = express().disable('x-powered-by')
  const script = configScript(settings.host)
  site.get(['/config.js', '/:tenant/config.js'], (_request, response) => {
    response.type('application/javascript').set('Cache-Control', 'no-cache').send(script)
  })
  addLibrary(site, settings.vendorDir)
  site.all(['/xmpp-websocket', '/http-bind'], (request, response) => {
    request.url = request.originalUrl
    proxyRequest(route, request, response)
  })
  site.post('/conference-request/v1', express.json(), (request, response) => {
    const parsed = conferenceRequest.safeParse(request.body)
    response.set('Access-Control-Allow-Origin', '*')
    if (parsed.success) response.json(focus.invite(parsed.data.room))
    else response.status(400).json({ error: 'No room of this deployment' })
  })
  site.options('/conference-request/v1', (_request, response) => {
    response
      .set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type' })
      .status(204)
      .end()
  })
  site.get('/about/health', (_request, response) => {
    response.status(focus.isOnline() ? 200 : 503).end()
  })
  site.get('/_unlock', (_request, response) => {
    response.set('Access-Control-Allow-Origin', '*').status(204).end()
  })
  site.get(['/', '/:room'], (_request, response) => {
    response.type('html').send(roomPage)
  })
  return createServer(site).on('upgrade', (incoming, client, head) => {
    if (incoming.url?.startsWith('/xmpp-websocket') === true) proxyUpgrade(route, incoming, client, head)
    else client.destroy()
  })
}

/**
 * The library with jQuery in front of it, as the builds of 2022 to 2025 hold it inside: this one (December 2021) wants
 * it as `window.jquery`. jQuery alone lies beside it.
 */
function addLibrary(site: express.Express, vendorDir: string): void {
  const read = (name: string): string => readFileSync(resolve(vendorDir, name), 'utf8')
  const jquery = read('jquery/dist/jquery.min.js')
  const library = read('lib-jitsi-meet/lib-jitsi-meet.min.js')
  const files: Readonly<Record<string, string>> = {
    'jquery.min.js': jquery,
    'lib-jitsi-meet.min.js': `${jquery}\nwindow.jquery = window.jQuery;\n${library}`,
    'lib-jitsi-meet.e2ee-worker.js': read('lib-jitsi-meet/lib-jitsi-meet.e2ee-worker.js')
  }
  site.get('/libs/:name', (request, response, next) => {
    const content = files[request.params.name]
    if (content === undefined) {
      next()
      return
    }
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=3600' })
    response.type('application/javascript').send(content)
  })
}

const roomPage = `<!doctype html>
<html lang="sv"><meta charset="utf-8"><title>Möte</title>
<h1>Möte</h1><p>Öppna länken i Samverk för att gå med.</p></html>
`
