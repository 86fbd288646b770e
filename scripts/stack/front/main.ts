import { createWriteStream } from 'node:fs'

import { z } from 'zod'

import { readJson } from '../json'
import { createControlServer } from './control'
import type { FrontHost } from './host'
import { startFrontHost } from './host'

const frontSettings = z.object({
  tlsDir: z.string(),
  log: z.string(),
  controlPort: z.number(),
  hosts: z.array(z.object({ host: z.string(), port: z.number(), upstreamPort: z.number() }))
})

export type FrontSettings = z.infer<typeof frontSettings>

/** The TLS front as a process: `main.ts SETTINGS`. */
async function main(file: string): Promise<void> {
  const settings = frontSettings.parse(readJson(file))
  const log = createWriteStream(settings.log, { flags: 'a', mode: 0o600 })
  const hosts = new Map<string, FrontHost>()
  for (const { host, port, upstreamPort } of settings.hosts) {
    const front = await startFrontHost({
      host,
      port,
      upstreamPort,
      tlsDir: settings.tlsDir,
      onClosed: (line) => log.write(`${JSON.stringify(line)}\n`)
    })
    hosts.set(host, front)
  }
  const control = createControlServer(hosts).listen(settings.controlPort, '127.0.0.1')
  process.on('SIGTERM', () => {
    control.close()
    control.closeAllConnections()
    void Promise.all([...hosts.values()].map((host) => host.stop())).then(() =>
      // Sockets log themselves as they close; the line of the last one must be written before the end.
      setImmediate(() => log.end(() => process.exit(0)))
    )
  })
}

await main(process.argv[2] ?? '')
