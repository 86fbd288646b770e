import { basic } from '../account/filesSignIn'
import type { SendHttp } from '../net/request'
import { caldavName, davName, readMultistatus, type DavResponse } from '../net/multistatus'

const maxBytes = 4 << 20

interface CalendarAccount {
  /** The DAV root, e.g. `https://moln.insjoverket.test/remote.php/dav`. */
  readonly baseUrl: string
  readonly loginName: string
  readonly appPassword: string
  readonly userAgent: string
}

const namespaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'

/** The calendar objects (iCalendar texts) of all of a person's calendars that touch the time asked for (RFC 4791). */
export async function readCalendarObjects(
  send: SendHttp,
  account: CalendarAccount,
  fromMs: number,
  toMs: number
): Promise<string[]> {
  const root = `${account.baseUrl.replace(/\/+$/, '')}/`
  const ask = (url: string, method: string, depth: '0' | '1', body: string) =>
    dav(send, account, url, method, depth, body)
  const [self] = await ask(
    root,
    'PROPFIND',
    '0',
    `<d:propfind ${namespaces}><d:prop><d:current-user-principal/></d:prop></d:propfind>`
  )
  const principal = within(root, self?.texts.get(davName('current-user-principal')))
  const [owner] = await ask(
    principal,
    'PROPFIND',
    '0',
    `<d:propfind ${namespaces}><d:prop><c:calendar-home-set/></d:prop></d:propfind>`
  )
  const home = within(root, owner?.texts.get(caldavName('calendar-home-set')))
  const found = await ask(
    home,
    'PROPFIND',
    '1',
    `<d:propfind ${namespaces}><d:prop><d:resourcetype/></d:prop></d:propfind>`
  )
  const calendars = found.filter(({ texts }) => texts.has(caldavName('calendar')))
  const range = `<c:time-range start="${utc(fromMs)}" end="${utc(toMs)}"/>`
  const query = `<c:calendar-query ${namespaces}><d:prop><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">${range}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`
  const texts: string[] = []
  let answered = 0
  let refusal: Error | undefined
  for (const { href } of calendars) {
    try {
      const objects = await ask(within(root, href), 'REPORT', '1', query)
      answered += 1
      texts.push(...objects.flatMap((object) => object.texts.get(caldavName('calendar-data')) ?? []))
    } catch (error) {
      refusal = error instanceof Error ? error : new Error('A calendar did not answer', { cause: error })
    }
  }
  // One that does not answer (a subscription whose source is away) must not hide the others.
  if (answered === 0 && refusal !== undefined) throw refusal
  return texts
}

async function dav(
  send: SendHttp,
  account: CalendarAccount,
  url: string,
  method: string,
  depth: string,
  body: string
): Promise<DavResponse[]> {
  const answer = await send({
    url,
    method,
    maxBytes,
    timeoutMs: 30_000,
    headers: {
      Authorization: basic(account.loginName, account.appPassword),
      'Content-Type': 'application/xml; charset=utf-8',
      'User-Agent': account.userAgent,
      Depth: depth
    },
    body: `<?xml version="1.0" encoding="utf-8"?>${body}`
  })
  if (answer.status !== 207) throw new Error(`${method} answered ${answer.status}`)
  return readMultistatus(answer.body.toString('utf8'))
}

/** An address the server named, on the same server only: credentials go nowhere else. */
function within(root: string, href: string | undefined): string {
  if (href === undefined || href === '') throw new Error('The server named no address')
  const url = new URL(href, root)
  if (url.origin !== new URL(root).origin) throw new Error('The server pointed to another one')
  return url.href
}

const utc = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
