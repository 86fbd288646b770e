import { z } from 'zod'

import { readJson } from './json'
import { layout } from './layout'

const info = z.object({
  version: z.literal(1),
  dir: z.string(),
  /** Public names and the loopback port that the TLS front serves each on. */
  hosts: z.record(z.string(), z.number()),
  /** Addresses as the app sees them, through the front. */
  urls: z.object({
    domain: z.string(),
    matrix: z.string(),
    files: z.string(),
    meetings: z.string(),
    calendar: z.string()
  }),
  /** The same servers on their plain loopback ports, for tools; `control` is the front's test controls. */
  local: z.object({
    discovery: z.string(),
    matrix: z.string(),
    files: z.string(),
    filesControl: z.string(),
    meetings: z.string(),
    control: z.string(),
    matrixLimits: z.string().optional()
  }),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      title: z.string(),
      address: z.string(),
      matrixId: z.string(),
      password: z.string(),
      avatar: z.string()
    })
  ),
  matrix: z.object({
    serverName: z.string(),
    registrationSharedSecret: z.string(),
    applicationService: z.object({ token: z.string(), senderLocalpart: z.string() })
  }),
  /** PEM file of the local CA. */
  certificateAuthority: z.string(),
  /** The file through which the app is pointed at these servers. */
  development: z.string(),
  /** One JSON line for each connection that the front accepted, written when it closed. */
  connectionLog: z.string()
})

/** Everything a test, the seed or the app's start needs to know about a running stack. */
export type StackInfo = z.infer<typeof info>

/** What `up` wrote last; undefined before the first time. */
export function readStackInfo(dir: string): StackInfo | undefined {
  const content = readJson(layout(dir).info)
  return content === undefined ? undefined : info.parse(content)
}
