import { expect, test } from 'vitest'

import { elementText, eachTarget, propfindBody, responses, serverMajor } from './target'

const asked = [
  'd:resourcetype',
  'nc:trashbin-filename',
  'nc:trashbin-original-location',
  'nc:trashbin-deletion-time',
  'nc:trashbin-deleted-by-id',
  'nc:trashbin-deleted-by-display-name',
  'oc:fileid'
]

eachTarget('Trash', (target) => {
  const bin = (): string => `/remote.php/dav/trashbin/${target().me.id}`
  const list = async () => {
    const answer = await target().send('PROPFIND', `${bin()}/trash/`, {
      headers: { Depth: '1' },
      body: propfindBody(asked)
    })
    expect(answer.status).toBe(207)
    return responses(answer.text).slice(1)
  }
  const trashed = async (name: string) => {
    const entry = (await list()).find((one) => elementText(one, 'nc:trashbin-filename') === name)
    return { entry, href: elementText(entry ?? '', 'd:href') ?? '' }
  }
  const fileId = async (name: string) => (await target().properties(target().href(name), ['oc:fileid']))['oc:fileid']

  test('what is deleted lies in the trash with its name, its place and the time, and comes back as the same file', async () => {
    const { file, folder, send } = target()
    await file('PUT', 'kopia.txt', { body: 'innehåll' })
    const id = await fileId('kopia.txt')
    expect((await file('DELETE', 'kopia.txt')).status).toBe(204)
    const { entry = '', href } = await trashed('kopia.txt')
    expect(elementText(entry, 'nc:trashbin-original-location')).toBe(`${folder.slice(1)}/kopia.txt`)
    expect(Math.abs(Number(elementText(entry, 'nc:trashbin-deletion-time')) - Date.now() / 1000)).toBeLessThan(60)
    expect(href).toMatch(/kopia\.txt\.d\d+$/u)
    const Destination = `${target().url}${bin()}/restore/kopia.txt`
    expect((await send('MOVE', href, { headers: { Destination } })).status).toBe(201)
    expect((await file('GET', 'kopia.txt')).text).toBe('innehåll')
    expect(await fileId('kopia.txt')).toBe(id)
    expect((await trashed('kopia.txt')).entry).toBeUndefined()
  })

  test('who deleted it is said, also to whose file it was (since 28)', async ({ skip }) => {
    const { file, me, ocs, other, send, folder } = target()
    await file('PUT', 'min.txt', { body: 'min' })
    await file('DELETE', 'min.txt')
    const { entry = '' } = await trashed('min.txt')
    if ((await serverMajor(target())) < 28) return skip('an older server')
    expect(elementText(entry, 'nc:trashbin-deleted-by-id')).toBe(me.id)
    expect(elementText(entry, 'nc:trashbin-deleted-by-display-name')).not.toBe('')
    if (other === undefined) return
    await file('MKCOL', 'gemensam')
    await file('PUT', 'gemensam/deras.txt', { body: 'deras' })
    const shared = { path: `${folder}/gemensam`, shareType: '0', shareWith: other.id, permissions: '31' }
    expect((await ocs('POST', 'apps/files_sharing/api/v1/shares', shared)).code).toBe(200)
    const theirs = `/remote.php/dav/files/${encodeURIComponent(other.id)}/gemensam/deras.txt`
    expect((await send('DELETE', theirs, { as: other })).status).toBe(204)
    const { entry: shownToMe = '' } = await trashed('deras.txt')
    expect(elementText(shownToMe, 'nc:trashbin-deleted-by-id')).toBe(other.id)
  })

  test('a folder goes into the trash as one, and can be looked into', async () => {
    const { file, send } = target()
    await file('MKCOL', 'mapp')
    await file('PUT', 'mapp/inne.txt', { body: 'inne' })
    await file('DELETE', 'mapp')
    const { href } = await trashed('mapp')
    const inner = await send('PROPFIND', href, { headers: { Depth: '1' }, body: propfindBody(asked) })
    expect(inner.text).toContain('inne.txt')
    expect((await send('GET', `${href.replace(/\/$/u, '')}/inne.txt`)).text).toBe('inne')
    expect((await send('DELETE', href)).status).toBe(204)
    expect((await trashed('mapp')).entry).toBeUndefined()
  })

  test('what comes back to a place that is taken gets another name', async () => {
    const { file, send } = target()
    await file('PUT', 'dubbel.txt', { body: 'gammal' })
    await file('DELETE', 'dubbel.txt')
    await file('PUT', 'dubbel.txt', { body: 'ny' })
    const { href } = await trashed('dubbel.txt')
    await send('MOVE', href, { headers: { Destination: `${target().url}${bin()}/restore/dubbel.txt` } })
    expect((await file('GET', 'dubbel.txt')).text).toBe('ny')
    const listing = await file('PROPFIND', '', { headers: { Depth: '1' }, body: propfindBody(['d:getetag']) })
    expect(listing.text.match(/dubbel[^<]*\.txt/gu)).toHaveLength(2)
  })
})
