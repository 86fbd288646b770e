import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const seen = z.union([
  z.object({ kind: z.literal('dns'), name: z.string() }),
  z.object({ kind: z.string(), address: z.string(), port: z.number() })
])

/** What left the namespace, or asked for a name in it, so far: `dns NAME` or `PROTOCOL ADDRESS PORT`. */
export async function seenBySink(): Promise<readonly string[]> {
  const lines = (await readFile(process.env.SAMVERK_SINK_LOG ?? '', 'utf8')).split('\n').filter(Boolean)
  const all = lines.map((line) => Object.values(seen.parse(JSON.parse(line))).join(' '))
  return [...new Set(all)]
}
