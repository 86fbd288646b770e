import type { HttpResponse, SendHttp } from '../../net/request'
import { FilesError, openFilesRequests } from '../server/requests'

type Request = Parameters<SendHttp>[0]

export type Answer = Partial<HttpResponse> & { readonly text?: string }

/** A server that answers so one after the other, and everything else as the last, and what it was asked. */
export function serverThat(...answers: readonly Answer[]) {
  const asked: Request[] = []
  const waited: number[] = []
  const waitMs = (ms: number) => Promise.resolve(waited.push(ms))
  const send: SendHttp = (request) => {
    const { text = '', ...rest } = answers[Math.min(asked.length, answers.length - 1)] ?? {}
    asked.push(request)
    return Promise.resolve({ status: 200, headers: {}, url: request.url, body: Buffer.from(text), ...rest })
  }
  const account = {
    baseUrl: 'https://moln.insjoverket.test',
    loginName: 'sara',
    userId: 'sara lindmark',
    appPassword: 'hemligt',
    userAgent: 'Samverk',
    language: 'sv' as const
  }
  return { asked, waited, requests: openFilesRequests(send, account, waitMs) }
}

export const namespaces =
  'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns" xmlns:s="http://sabredav.org/ns"'
export const multistatus = (...entries: readonly (readonly [href: string, properties: string])[]) => ({
  status: 207,
  text: `<d:multistatus ${namespaces}>${entries
    .map(
      ([href, properties]) =>
        `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
    )
    .join('')}</d:multistatus>`
})
export const ocs = (data: unknown, statuscode = 200, message = 'OK') => ({
  status: statuscode,
  text: JSON.stringify({ ocs: { meta: { statuscode, message }, data } })
})
export const own = '/remote.php/dav/files/sara%20lindmark'
export const file =
  '<oc:fileid>79</oc:fileid><oc:permissions>RGDNVW</oc:permissions><d:getcontentlength>13</d:getcontentlength>'
export const problemOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => (error instanceof FilesError ? error.problem : error)
  )
