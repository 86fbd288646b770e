export type Template = {
  /** A file's id on a real server, so a number. */
  readonly id: number
  readonly title: string
  readonly content: string
}

const templates: Readonly<Record<string, readonly Template[]>> = {
  table: [
    { id: 701, title: 'Empty', content: '' },
    {
      id: 702,
      title: 'Mätserie',
      content: `Station;Djup (m);Temperatur (°C);Tidpunkt;Anmärkning\n${'Norra viken;1,5;8,2;2026-11-02 08:00;\n'.repeat(6)}`
    },
    {
      id: 703,
      title: 'Deltagarlista',
      content: `Namn;Organisation;E-post;Närvarande\n${';;;\n'.repeat(12)}`
    }
  ]
}

/** What a creator's documents can begin with. */
export const templatesOf = (creator: string): readonly Template[] => templates[creator] ?? []

export const templateById = (id: number): Template | undefined =>
  Object.values(templates)
    .flat()
    .find((template) => template.id === id)
