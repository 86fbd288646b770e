import { createServer } from 'node:http'

import { z } from 'zod'

import { readJson } from '../json'
import { hosts, installed } from '../layout'
import { startFocus } from '../meetings/focus'
import { createMeetingSite } from '../meetings/site'
import { createDiscoverySite } from './discovery'

const settings = z.object({
  discoveryPort: z.number(),
  meetingsPort: z.number(),
  prosodyPort: z.number(),
  componentPort: z.number(),
  componentSecret: z.string()
})

export type WebSettings = z.infer<typeof settings>

/** The plain web servers and the meetings' focus as a process: `main.ts SETTINGS`. */
function main(file: string): void {
  const { discoveryPort, meetingsPort, prosodyPort, componentPort, componentSecret } = settings.parse(readJson(file))
  const focus = startFocus({ port: componentPort, secret: componentSecret })
  const site = { host: hosts.meetings, prosodyPort, vendorDir: installed.vendor }
  createMeetingSite(site, focus).listen(meetingsPort, '127.0.0.1')
  createServer(createDiscoverySite()).listen(discoveryPort, '127.0.0.1')
  process.on('SIGTERM', () => void focus.stop().finally(() => process.exit(0)))
}

main(process.argv[2] ?? '')
