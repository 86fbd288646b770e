import { people, type Person } from '../stack/people'

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The person with this first name, id or full name, however it is written; undefined when nobody has it. */
export function findPerson(name: string): Person | undefined {
  const wanted = plain(name)
  return people.find(({ id, name: full }) => [id, id.split('.')[0], plain(full)].includes(wanted))
}
