import { filesOf, davPath, type FilesServer } from './filesServer'
import { document, type SeededFile } from './fileTree'
import type { People, SeededPerson } from './people'

const dayMs = 24 * 60 * 60 * 1000
const [user, group, link] = [0, 1, 3]
const [reading, everything] = [17, 31]

type Shared = {
  /** First name. */
  readonly by: string
  readonly path: string
  readonly type: number
  readonly with?: string
  readonly permissions: number
  readonly daysLeft?: number
}

/** What the others have for Sara, beside everybody's own files. */
export const sharedFiles: Readonly<Record<string, readonly SeededFile[]>> = {
  linnea: [
    document('Enhetsplanering/Bemanning vintern.ods', 6, 'Vecka\tI tjänst', '50\tSara, Reza', '51\tJohan'),
    document('Enhetsplanering/Mål 2027.odt', 11, 'Alla stationer rapporterar varje kvart.')
  ],
  reza: [
    document('Fältanteckningar/Storviken oktober.txt', 20, 'Peglen sitter två centimeter för högt.'),
    document('Fältanteckningar/Uddviken november.txt', 3, 'Givaren bytt, nollpunkten inmätt.')
  ]
}

export const shares: readonly Shared[] = [
  { by: 'linnea', path: 'Enhetsplanering', type: user, with: 'sara.lindmark', permissions: everything },
  { by: 'reza', path: 'Fältanteckningar', type: user, with: 'sara.lindmark', permissions: reading },
  { by: 'sara', path: 'Dokument/Kartportal', type: user, with: 'johan.ekstrand', permissions: everything },
  { by: 'sara', path: 'Dokument/Kartportal', type: group, with: 'ledningsgruppen', permissions: reading },
  { by: 'sara', path: 'Dokument/Öppna data – så gör vi.pdf', type: link, permissions: reading, daysLeft: 30 }
]

const favourites = ['Dokument/Kartportal', 'Dokument/Att göra.md', 'Ledning/Budget 2027.xlsx']

/** Earlier contents of a file, oldest first, each so many days old. */
const drafts = {
  path: 'Dokument/Att göra.md',
  versions: [
    { daysOld: 6, text: '# Att göra\n\nBörja.\n' },
    { daysOld: 5, text: '# Att göra\n\nLäs metadataprofilen.\n' },
    { daysOld: 3, text: '# Att göra\n\nLäs metadataprofilen.\n\nFråga Reza om nollpunkten.\n' }
  ]
}

const thrownAway: readonly SeededFile[] = [
  document('Dokument/Utkast till yttrande.odt', 33, 'Ersatt av remissvaret.'),
  document('Dokument/Gammal tidplan.ods', 48, 'Milstolpe\tDatum', 'Demonstration\t3 december')
]

/** Shares, a link, favourites, versions, a lock and a trash, so that every corner of the files place has something. */
export async function seedSharing(server: FilesServer, people: People, seededMs: number): Promise<void> {
  const put = async (person: SeededPerson, path: string, body: Buffer | string, daysOld: number): Promise<void> => {
    const headers = { 'X-OC-MTime': String(Math.floor((seededMs - daysOld * dayMs) / 1000)) }
    await expectOk(server.request(person, 'PUT', davPath(person, path), { body, headers }), path)
  }
  for (const [name, files] of Object.entries(sharedFiles)) {
    const person = people.byFirstName(name)
    const folder = files[0]?.path.split('/')[0] ?? ''
    await expectOk(server.request(person, 'MKCOL', davPath(person, folder)), folder, 405)
    for (const file of files) await put(person, file.path, file.content(), file.daysOld)
  }
  for (const share of shares) await makeShare(server, people, share, seededMs)
  const sara = people.byFirstName('sara')
  for (const path of favourites) await markFavourite(server, sara, path)
  const last = filesOf(sara).find(({ path }) => path === drafts.path)
  for (const { daysOld, text } of drafts.versions) await put(sara, drafts.path, text, daysOld)
  if (last !== undefined) await put(sara, last.path, last.content(), last.daysOld)
  for (const file of thrownAway) {
    await put(sara, file.path, file.content(), file.daysOld)
    await expectOk(server.request(sara, 'DELETE', davPath(sara, file.path)), file.path)
  }
  const johan = people.byFirstName('johan')
  const open = 'Kartportal/Leveransspecifikation.odt'
  const headers = { 'X-User-Lock': '1' }
  await expectOk(server.request(johan, 'LOCK', davPath(johan, open), { headers }), open)
}

async function makeShare(server: FilesServer, people: People, share: Shared, seededMs: number): Promise<void> {
  const { by, path, type, permissions, daysLeft } = share
  const expireDate = daysLeft === undefined ? '' : new Date(seededMs + daysLeft * dayMs).toISOString().slice(0, 10)
  const wish = { path: `/${path}`, shareType: type, shareWith: share.with ?? '', permissions, expireDate }
  // 403: it is shared with them already.
  await expectOk(server.ocs(people.byFirstName(by), 'POST', 'apps/files_sharing/api/v1/shares', wish), path, 403)
}

async function markFavourite(server: FilesServer, person: SeededPerson, path: string): Promise<void> {
  const body =
    '<d:propertyupdate xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:set><d:prop><oc:favorite>1</oc:favorite></d:prop></d:set></d:propertyupdate>'
  await expectOk(server.request(person, 'PROPPATCH', davPath(person, path), { body }), path)
}

async function expectOk(answer: Promise<Response>, what: string, also?: number): Promise<void> {
  const { ok, status } = await answer
  if (!ok && status !== also) throw new Error(`${what}: HTTP ${status}`)
}
