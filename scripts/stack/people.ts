/** One of the eight fictional people of Insjöverket; the same person on every local server. */
export type Person = {
  /** Local part of the Matrix id and of the address, and the user id on the files server. */
  readonly id: string
  readonly name: string
  readonly title: string
  readonly password: string
  /** File name of the portrait. */
  readonly avatar: string
}

export const domain = 'insjoverket.test'

export const people: readonly Person[] = [
  person('sara.lindmark', 'Sara Lindmark', 'Utredare', 'Vass-i-morgonsol-17'),
  person('linnea.akerby', 'Linnéa Åkerby', 'Enhetschef', 'Bryggan-ligger-kvar-42'),
  person('reza.karami', 'Reza Karami', 'Hydrolog', 'Djupt-lod-och-lina-08'),
  person('johan.ekstrand', 'Johan Ekstrand', 'Handläggare', 'Roddbat-utan-aror-63'),
  person('amina.warfa', 'Amina Warfa', 'Jurist', 'Nackros-i-viken-29'),
  person('erik.nordvall', 'Erik Nordvall', 'Registrator', 'Gaddan-gick-fri-51'),
  person('ingrid.hallby', 'Ingrid Hallby', 'Generaldirektör', 'Fyr-over-fjarden-34'),
  person('oskar.thelander', 'Oskar Thelander', 'Kommunikatör', 'Islossning-i-april-76')
]

/** Groups on the files server: all of the agency, and who leads it. */
export const groups = [
  { id: 'insjoverket', name: 'Insjöverket', members: people.map(({ id }) => id) },
  {
    id: 'ledningsgruppen',
    name: 'Ledningsgruppen',
    members: ['ingrid.hallby', 'linnea.akerby', 'amina.warfa', 'sara.lindmark']
  }
]

/** The person's work address, which is also what sign-in asks for. */
export const addressOf = (person: Person): string => `${person.id}@${domain}`

export const matrixIdOf = (person: Person): string => `@${person.id}:${domain}`

function person(id: string, name: string, title: string, password: string): Person {
  return { id, name, title, password, avatar: `person-${id.split('.')[0] ?? id}.svg` }
}
