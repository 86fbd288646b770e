import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { HttpError, type SendHttp } from '../../net/request'
import { openEditor } from './abilities'
import { namespaces, ocs, problemOf, serverThat } from '../testing/answers'
import { readQuota } from './items'
import { openFilesRequests } from './requests'
import { readShares, share } from './shares'
import { readTrash, restoreFromTrash } from './trash'
import { fetchVersion, restoreVersion } from './versions'

vi.mock('electron', () => ({ net: {} }))

describe('an answer that cannot be trusted', () => {
  it.each([
    ['a page', { status: 200, text: '<html>' }],
    ['a cut listing', { status: 207, text: `<d:multistatus ${namespaces}><d:response>` }],
    ['a document type', { status: 207, text: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]
  ])('%s instead of a listing is not understood', async (_what, answer) => {
    expect(await problemOf(readTrash(serverThat(answer).requests))).toEqual({ code: 'notUnderstood' })
  })
  it('of another shape is not understood', async () => {
    expect(await problemOf(readShares(serverThat(ocs([{ id: {} }])).requests, 'a'))).toEqual({ code: 'notUnderstood' })
  })
  it('naming an address that is not https opens no editor', async () => {
    const { requests } = serverThat(ocs({ url: 'javascript:alert(1)' }))
    expect(await problemOf(openEditor(requests, 'a.md'))).toEqual({ code: 'notUnderstood' })
  })
})

describe('a refusal', () => {
  it.each([
    [401, 'signedOut'],
    [403, 'noPermission'],
    [404, 'gone'],
    [412, 'exists'],
    [423, 'locked'],
    [503, 'maintenance'],
    [507, 'quotaExceeded'],
    [429, 'serverTrouble'],
    [500, 'serverTrouble'],
    [502, 'serverTrouble'],
    [504, 'serverTrouble'],
    [418, 'notUnderstood']
  ])('%i is %s', async (status, code) => {
    expect(await problemOf(restoreFromTrash(serverThat({ status }).requests, 'a.d1'))).toEqual({ code })
  })
  it.each([
    ['from the sharing API', { ...ocs([], 996, 'Internal Server Error'), status: 200 }],
    ['of too many requests', ocs([], 429, 'Reached maximum delay')],
    ['from a proxy in front of it, as a page', { status: 502, text: '<html>Bad Gateway</html>' }]
  ])('%s is a trouble of the server, not the person’s', async (_what, answer) => {
    expect(await problemOf(readShares(serverThat(answer).requests, 'a'))).toEqual({ code: 'serverTrouble' })
  })
  // Not every part of Nextcloud says 423 when a preview is being made of the file, or somebody fetches it.
  const held = {
    status: 500,
    text: '<d:error xmlns:d="DAV:"><s:exception>OCP\\Lock\\LockedException</s:exception><s:message>"a.txt" is locked</s:message></d:error>'
  }
  it.each([
    ['500', held],
    ['423', { status: 423 }]
  ])('because another request holds the file, said with %s, is tried again', async (_what, answer) => {
    const { asked, waited, requests } = serverThat(answer, answer, { status: 201 })
    expect(await problemOf(restoreFromTrash(requests, 'a.txt.d5'))).toBeUndefined()
    expect(asked.map(({ method }) => method)).toEqual(['MOVE', 'MOVE', 'MOVE'])
    expect(waited).toHaveLength(2)
  })
  it('because the file stays locked is said after some seconds', async () => {
    const { waited, requests } = serverThat(held)
    expect(await problemOf(restoreVersion(requests, '79', '1600000000'))).toEqual({ code: 'locked' })
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(5_000)
  })
  it('for another reason is not tried again', async () => {
    const { asked, requests } = serverThat({ status: 500 })
    expect(await problemOf(restoreVersion(requests, '79', '1600000000'))).toEqual({ code: 'serverTrouble' })
    expect(asked).toHaveLength(1)
  })
  it('in the server’s own words is said, shortened', async () => {
    const { requests } = serverThat(ocs([], 403, 'Lösenordet är för kort. '.repeat(50)))
    const problem = await problemOf(share(requests, { path: 'a', isFolder: false }, { kind: 'link' }))
    expect(problem).toMatchObject({
      code: 'refused',
      reason: expect.stringMatching(/^Lösenordet är för kort/) as string
    })
    expect((problem as { reason: string }).reason.length).toBeLessThanOrEqual(200)
  })
  it.each([
    ['timeout', 'offline'],
    ['unreachable', 'offline'],
    ['certificate', 'certificate'],
    ['tooLarge', 'notUnderstood'],
    ['redirect', 'notUnderstood']
  ] as const)('of the network, %s, is %s', async (code, problem) => {
    const { account } = serverThat({}).requests
    const send: SendHttp = ({ url }) => Promise.reject(new HttpError(code, url))
    expect(await problemOf(readQuota(openFilesRequests(send, account)))).toEqual({ code: problem })
  })
})

describe('a version that is fetched', () => {
  const fetching = () => ({ into: new PassThrough(), maxBytes: 5, signal: AbortSignal.timeout(60_000) })

  it('is asked for as the person, at the one address, with its bounds', async () => {
    const { asked, requests } = serverThat({ status: 200 })
    const wanted = fetching()
    await fetchVersion(requests, '79', '1600000000/..', wanted)
    expect(asked).toEqual([
      {
        url: 'https://moln.insjoverket.test/remote.php/dav/versions/sara%20lindmark/versions/79/1600000000%2F..',
        timeoutMs: 30_000,
        headers: { Authorization: expect.stringMatching(/^Basic /) as string, 'User-Agent': 'Samverk' },
        ...wanted
      }
    ])
  })
  it.each([
    [404, 'gone'],
    [403, 'noPermission'],
    // A part is not the whole.
    [206, 'notUnderstood']
  ])('is not there where the server says %i', async (status, code) => {
    const { requests } = serverThat({ status })
    expect(await problemOf(fetchVersion(requests, '79', '1600000000', fetching()))).toEqual({ code })
  })
  it('is too large, which is another thing than an answer that cannot be trusted', async () => {
    const { account } = serverThat({}).requests
    const send: SendHttp = ({ url }) => Promise.reject(new HttpError('tooLarge', url))
    expect(await problemOf(fetchVersion(openFilesRequests(send, account), '79', '1', fetching()))).toEqual({
      code: 'tooLarge'
    })
  })
  it('throws what the disk says, as it is', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
    const { account } = serverThat({}).requests
    const send: SendHttp = () => Promise.reject(full)
    expect(await problemOf(fetchVersion(openFilesRequests(send, account), '79', '1', fetching()))).toBe(full)
  })
})
