import { expect, it, vi } from 'vitest'
import type { SendHttp } from '../net/request'
import { readCalendarObjects } from './caldav'

vi.mock('electron', () => ({ net: {} }))

const account = {
  baseUrl: 'https://moln.insjoverket.test/remote.php/dav',
  loginName: 'sara',
  appPassword: 'app',
  userAgent: 'Samverk'
}
const home = '/remote.php/dav/calendars/sara'
const namespaces = 'xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/"'
const entry = (href: string, properties: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
const calendar = '<d:resourcetype><d:collection/><cal:calendar/></d:resourcetype>'
const data = (text: string) => `<cal:calendar-data>${text}</cal:calendar-data>`

/** A Nextcloud: by method and path, with what it has besides calendars; those that are not named do not answer. */
function server(reports: Readonly<Record<string, string>>): SendHttp {
  const pages: Readonly<Record<string, string>> = {
    'PROPFIND /remote.php/dav/': entry(
      '/remote.php/dav/',
      '<d:current-user-principal><d:href>/remote.php/dav/principals/users/sara/</d:href></d:current-user-principal>'
    ),
    'PROPFIND /remote.php/dav/principals/users/sara/': entry(
      '/remote.php/dav/principals/users/sara/',
      `<cal:calendar-home-set><d:href>${home}/</d:href></cal:calendar-home-set>`
    ),
    [`PROPFIND ${home}/`]: [
      entry(`${home}/`, '<d:resourcetype><d:collection/></d:resourcetype>'),
      entry(`${home}/inbox/`, '<d:resourcetype><d:collection/><cal:schedule-inbox/></d:resourcetype>'),
      entry(`${home}/personal/`, calendar),
      entry(`${home}/delad_shared_by_johan/`, calendar),
      entry(`${home}/trashbin/`, '<d:resourcetype><d:collection/></d:resourcetype>')
    ].join(''),
    ...Object.fromEntries(Object.entries(reports).map(([name, text]) => [`REPORT ${home}/${name}/`, text]))
  }
  return ({ url, method = 'GET' }) => {
    const page = pages[`${method} ${new URL(url).pathname}`]
    const body = Buffer.from(page === undefined ? '' : `<d:multistatus ${namespaces}>${page}</d:multistatus>`)
    return Promise.resolve({ status: page === undefined ? 503 : 207, headers: {}, url, body })
  }
}

const read = (send: SendHttp) => readCalendarObjects(send, account, 0, 1000)

it('all calendars are asked, and nothing but calendars', async () => {
  const personal = entry(`${home}/personal/a.ics`, data('ett'))
  const shared = entry(`${home}/delad_shared_by_johan/b.ics`, data('två'))
  expect(await read(server({ personal, delad_shared_by_johan: shared }))).toEqual(['ett', 'två'])
})

it('a calendar that does not answer hides no other; when none answers, that is said', async () => {
  expect(await read(server({ personal: entry(`${home}/personal/a.ics`, data('ett')) }))).toEqual(['ett'])
  await expect(read(server({}))).rejects.toThrow('503')
})
