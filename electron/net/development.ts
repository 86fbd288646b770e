import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Where the local servers of a development machine listen, and the CA that signed their certificates. */
export interface Development {
  /** `name:port` as the app asks for it -> port on 127.0.0.1. */
  readonly hosts: Readonly<Record<string, number>>
  /** PEM texts. */
  readonly certificateAuthorities: readonly string[]
}

const schema = z.object({
  version: z.literal(1),
  hosts: z.record(z.string(), z.number().int().min(1).max(65_535)),
  certificateAuthorities: z.array(z.string())
})

/**
 * Reads the development map named by SAMVERK_DEVELOPMENT. A packaged app never does: otherwise a variable could
 * send a public servant's traffic to somebody's own machine with somebody's own CA.
 */
export function readDevelopment(path: string | undefined, isPackaged: boolean): Development | undefined {
  if (isPackaged || path === undefined) return undefined
  const file = schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return {
    hosts: file.hosts,
    certificateAuthorities: file.certificateAuthorities.map((name) => readFileSync(name, 'utf8'))
  }
}
