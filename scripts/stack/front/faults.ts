import { z } from 'zod'

import { certificateKinds } from '../certificates'

/** A reply that the front spoils: `lost` = the server does the work, the client never hears of it; or a status. */
const spoil = z.strictObject({
  method: z.string().default('.*'),
  /** Regular expression on path and query. */
  path: z.string(),
  times: z.int().min(1).default(1),
  reply: z.union([z.literal('lost'), z.int().min(400).max(599)]).default('lost')
})

/** Body of `POST /fault`: what is left out stays as it is. */
export const faultRequest = z.strictObject({
  host: z.string(),
  /** Connections are refused, and those that are open are cut. */
  down: z.boolean().optional(),
  /** For each direction of the whole host; null = as fast as it goes. */
  bytesPerSecond: z.number().positive().nullable().optional(),
  /** Changing it cuts the open connections, so that everybody sees the new one. */
  certificate: z.enum(certificateKinds).optional(),
  /** Cuts all open websockets now. */
  cutWebSockets: z.literal(true).optional(),
  spoil: z.array(spoil).optional()
})

export type Spoil = z.infer<typeof spoil>
export type FaultRequest = z.input<typeof faultRequest>

/** State of one host's faults, as `GET /fault` shows it. */
export const faultState = z.object({
  down: z.boolean(),
  bytesPerSecond: z.number().nullable(),
  certificate: z.enum(certificateKinds),
  spoil: z.array(spoil),
  /** How many replies were spoiled since the last reset. */
  spoiled: z.number(),
  openConnections: z.number(),
  openWebSockets: z.number()
})

export type FaultState = z.infer<typeof faultState>

/**
 * The first spoil that matches the request, and what is left of the list afterwards.
 */
export function takeSpoil(
  list: readonly Spoil[],
  method: string,
  path: string
): { readonly hit: Spoil | undefined; readonly left: Spoil[] } {
  const hit = list.find((one) => new RegExp(`^(?:${one.method})$`, 'i').test(method) && new RegExp(one.path).test(path))
  const left = list.flatMap((one) => (one !== hit ? [one] : one.times > 1 ? [{ ...one, times: one.times - 1 }] : []))
  return { hit, left }
}
