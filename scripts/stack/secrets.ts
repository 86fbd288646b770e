import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { readJson, writeJson } from './json'

const schema = z.object({
  registration: z.string(),
  macaroon: z.string(),
  form: z.string(),
  applicationService: z.string(),
  homeserver: z.string(),
  component: z.string()
})

/** What the local servers share with each other and with the seed. Random for each stack, kept between starts. */
export type Secrets = z.infer<typeof schema>

export function loadSecrets(file: string): Secrets {
  const saved = schema.safeParse(readJson(file))
  if (saved.success) return saved.data
  const made: Secrets = {
    registration: random(),
    macaroon: random(),
    form: random(),
    applicationService: random(),
    homeserver: random(),
    component: random()
  }
  writeJson(file, made)
  return made
}

const random = (): string => randomBytes(24).toString('hex')
