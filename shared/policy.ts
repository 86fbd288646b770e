import { z } from './zod'

/**
 * Every setting that an administrator manages (contracts.md section 8): its type and the version it came with. A name
 * that is not here is reported and ignored.
 */
export const policies = {
  /** The agency's servers: the document of contracts.md section 1 together with the domain that it speaks for. */
  Services: { since: '0.1', type: z.looseObject({ domain: z.hostname(), 'm.homeserver': z.looseObject({}) }) }
} as const

export type PolicyName = keyof typeof policies
export type Policy = { readonly [Name in PolicyName]?: z.infer<(typeof policies)[Name]['type']> }

/** The valid entries of a policy document, and the names of what was left out: one damaged entry never hides others. */
export function readPolicy(document: unknown): { readonly policy: Policy; readonly refused: readonly string[] } {
  const entries = z.record(z.string(), z.unknown()).safeParse(document)
  if (!entries.success) return { policy: {}, refused: ['*'] }
  const refused: string[] = []
  const policy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(entries.data)) {
    const parsed = name in policies ? policies[name as PolicyName].type.safeParse(value) : undefined
    if (parsed?.success) policy[name] = parsed.data
    else refused.push(name)
  }
  return { policy, refused }
}
