import { createServer } from 'node:http'

import { z } from 'zod'

import { readJson } from '../json'
import { createDiscoverySite } from './discovery'

const webSettings = z.object({ discoveryPort: z.number() })

export type WebSettings = z.infer<typeof webSettings>

/** The plain web servers as a process: `main.ts SETTINGS`. */
function main(file: string): void {
  const settings = webSettings.parse(readJson(file))
  const discovery = createServer(createDiscoverySite()).listen(settings.discoveryPort, '127.0.0.1')
  process.on('SIGTERM', () => {
    discovery.close()
    process.exit(0)
  })
}

main(process.argv[2] ?? '')
