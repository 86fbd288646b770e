import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { StackInfo } from '../stack/info'
import { orMissing, type Homeserver } from './homeserver'

export type SeededPerson = StackInfo['people'][number]

export const firstNameOf = ({ id }: Pick<SeededPerson, 'id'>): string => id.split('.')[0] ?? id

export type People = {
  readonly all: readonly SeededPerson[]
  readonly byFirstName: (name: string) => SeededPerson
}

export function peopleOf(info: StackInfo): People {
  const byName = new Map(info.people.map((person) => [firstNameOf(person), person]))
  return {
    all: info.people,
    byFirstName: (name) => {
      const person = byName.get(name)
      if (person === undefined) throw new Error(`Nobody of the agency is called ${name}`)
      return person
    }
  }
}

export const portraitPath = (person: SeededPerson): string =>
  resolve(import.meta.dirname, 'people', `${firstNameOf(person)}.png`)

/** Gives everybody a name and a portrait; whoever has a portrait already keeps it. */
export async function seedPeople(homeserver: Homeserver, { all }: People): Promise<void> {
  await Promise.all(
    all.map(async (person) => {
      const as = person.matrixId
      const profile = `client/v3/profile/${encodeURIComponent(as)}`
      const known = await orMissing(homeserver.call('GET', profile, { as }))
      if (known?.['displayname'] !== person.name)
        await homeserver.call('PUT', `${profile}/displayname`, { as, body: { displayname: person.name } })
      if (known?.['avatar_url'] !== undefined) return
      const body = readFileSync(portraitPath(person))
      const { content_uri: uri } = await homeserver.call('POST', 'media/v3/upload', {
        as,
        body,
        contentType: 'image/png'
      })
      await homeserver.call('PUT', `${profile}/avatar_url`, { as, body: { avatar_url: uri } })
    })
  )
}
