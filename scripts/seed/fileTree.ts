import { docx, odp, ods, odt, pdf, xlsx } from './documents'
import { lake, waterLevels } from './picture'

export type SeededFile = {
  /** From the person's top folder, parted by slashes. */
  readonly path: string
  readonly daysOld: number
  readonly content: () => Buffer
}

/** How deep the deepest folder lies. */
export const deepestLevel = 40

const stations = [
  'Abborrtjärn,Björksjön,Brännsjön,Djupviken,Ekholmen,Fiskebäck,Granviken,Gäddsjön,Havsjön,Hästviken,Kalvsjön,Kråksjön',
  'Laxsjön,Lillsjön,Långsjön,Mörtsjön,Norrviken,Näckrosviken,Oxsjön,Rödingsjön,Sandviken,Siksjön,Skärsjön,Stensjön',
  'Storviken,Svansjön,Tjärnviken,Tranesjön,Uddviken,Vasstjärn,Viksjön,Västerviken,Ålsjön,Östersund'
].flatMap((names) => names.split(','))

const months = 'januari,februari,mars,april,maj,juni,juli,augusti,september,oktober'.split(',')

const senders = [
  'Björkby kommun,Ekenäs kommun,Fjällviks kommun,Granängs kommun,Havsbro kommun,Insjö kommun,Kvarnby kommun',
  'Lindtorps kommun,Mårbacka kommun,Näs kommun,Rönninge kommun,Sjövalla kommun,Vassunda kommun,Åby kommun'
].flatMap((names) => names.split(','))

const writers: Readonly<Record<string, (lines: readonly string[]) => Buffer>> = {
  odt,
  ods,
  odp,
  docx,
  xlsx,
  pdf,
  txt: (lines) => Buffer.from(`${lines.join('\n')}\n`),
  md: (lines) => Buffer.from(`# ${lines.join('\n\n')}\n`)
}

/** A document whose kind its name tells. */
export function document(path: string, daysOld: number, ...lines: readonly string[]): SeededFile {
  const ending = path.slice(path.lastIndexOf('.') + 1)
  const title = path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'))
  const write = writers[ending]
  if (write === undefined) throw new Error(`No way to write ${path}`)
  return { path, daysOld, content: () => write([title, 'Insjöverket', ...lines]) }
}

const table = (station: string, place: number): readonly string[] => [
  `Station\t${station}`,
  'Dag\tVattenstånd (cm)',
  ...Array.from({ length: 30 }, (_, day) => `${day + 1}\t${(112 + 9 * Math.sin(day / 4 + place)).toFixed(1)}`)
]

const stationFiles: readonly SeededFile[] = stations.flatMap((station, place) => [
  document(
    `Mätstationer/${station}/Besiktningsprotokoll 2026.pdf`,
    30 + place,
    `Station: ${station}`,
    'Utan anmärkning.'
  ),
  document(`Mätstationer/${station}/Mätserie oktober.ods`, 12 + place, ...table(station, place)),
  {
    path: `Mätstationer/${station}/Diagram oktober.png`,
    daysOld: 11 + place,
    content: () => waterLevels(320, 180, place)
  }
])

const projectFiles: readonly SeededFile[] = [
  document('Dokument/Kartportal/Leveransspecifikation.odt', 1, '4.2 Mätmetod anges enligt metadataprofilen.'),
  document('Dokument/Kartportal/Kravspecifikation.odt', 14, 'Export till CSV är ett skall-krav.'),
  document('Dokument/Kartportal/Metadataprofil.odt', 6, 'Fastställd.'),
  document('Dokument/Kartportal/Datamodell.odp', 20, 'Station, mätserie, mätvärde, kvalitetskod'),
  document('Dokument/Kartportal/Riskanalys.xlsx', 9, 'Risk\tSannolikhet\tFöljd', 'Fel nollpunkt\t2\t4'),
  document('Dokument/Kartportal/Tidplan.ods', 25, 'Milstolpe\tDatum', 'Demonstration\t10 december'),
  document('Dokument/Kartportal/Användartester.docx', 12, 'Fem av fem hittade sin sjö.'),
  document('Dokument/Kartportal/Texter till gränssnittet.docx', 8, 'Höjd över havet'),
  document('Dokument/Projektplan 2027.docx', 10, 'Kapitel 3: resurser'),
  document('Dokument/Öppna data – så gör vi.pdf', 60, 'Värden publiceras varje kvart.'),
  document('Dokument/Att göra.md', 2, 'Stäm av 4.2 mot metadataprofilen.')
]

const officeFiles: readonly SeededFile[] = [
  ...months.map((month, at) =>
    document(`Ledning/Protokoll/Protokoll ${month} 2026.docx`, 300 - at * 29, 'Justerat.', `§ ${at + 1} Sjödata`)
  ),
  document('Ledning/Budget 2027.xlsx', 15, 'Post\tKronor', 'Hydrolog\t412000', 'Stationer\t860000'),
  document('Ledning/Dagordning.odt', 4, 'Budget, Sjödata, lokaler, övrigt'),
  document('Ledning/Lägesrapport till departementet.odt', 3, 'Utkast.'),
  document('Rutiner/Gallringsplan.pdf', 7, 'Gäller från årsskiftet. Mätserier bevaras.'),
  document('Rutiner/Diarieföring i korthet.pdf', 90, 'Registrera samma dag.'),
  document('Rutiner/Säkerhet på bryggor.pdf', 120, 'Flytväst alltid.'),
  document('Rutiner/Mall för protokoll.odt', 22, 'Paragraf, beslut, ansvarig.'),
  document('Rutiner/Klarspråk.odt', 200, 'Det viktigaste först.'),
  ...senders.map((sender, at) => document(`Remissvar/Yttrande från ${sender}.pdf`, 5 + at, sender, 'Ingen erinran.')),
  ...months.map((month, at) =>
    document(`Möten/Veckomöte – bilder ${month}.odp`, 290 - at * 29, 'Läget', 'Nästa steg', 'Frågor')
  )
]

const pictures: readonly SeededFile[] = [
  'Bryggan i Storviken,Gryning över Lillsjön,Båten,Is på Långsjön,Mörtsjön från norr,Norrviken i höstas,Utsikt,Vassen'
]
  .flatMap((names) => names.split(','))
  .map((name, place) => ({
    path: `Bilder/${name}.png`,
    daysOld: 18 + place * 3,
    content: () => lake(640, 400, place)
  }))

/** Folders in folders, each with what helps to see how far down one is. */
const deepFiles: readonly SeededFile[] = [10, 20, 30, deepestLevel].map((level) =>
  document(`${deepFolder(level)}/Anteckning på nivå ${level}.txt`, 40 + level, `Det här är nivå ${level}.`)
)

function deepFolder(level: number): string {
  return ['Arkiv', ...Array.from({ length: level - 1 }, (_, at) => `Nivå ${at + 2}`)].join('/')
}

const notes: readonly SeededFile[] = Array.from({ length: 33 }, (_, at) =>
  document(`Anteckningar/Vecka ${at + 13}.txt`, 230 - at * 7, `Anteckningar från vecka ${at + 13}.`)
)

/** The 200 files of sara.lindmark. */
export const saraFiles: readonly SeededFile[] = [
  ...projectFiles,
  ...stationFiles,
  ...officeFiles,
  ...pictures,
  ...deepFiles,
  ...notes
]

/** What everybody else has. */
export const otherFiles: readonly SeededFile[] = [
  document('Dokument/Välkommen.odt', 30, 'Det här är din mapp.'),
  document('Dokument/Budgetunderlag.xlsx', 15, 'Post\tKronor'),
  document('Rutiner/Gallringsplan.pdf', 7, 'Gäller från årsskiftet.'),
  document('Rutiner/Mall för protokoll.odt', 22, 'Paragraf, beslut, ansvarig.'),
  document('Anteckningar.txt', 3, 'Ring registrator.'),
  { path: 'Bilder/Utsikt.png', daysOld: 40, content: () => lake(640, 400, 6) }
]
