import { expect, test } from 'vitest'
import { z } from 'zod'

import { eachTarget, responses, type Person, type Target } from './target'

const api = 'apps/files_sharing/api/v1'
const share = z.looseObject({
  id: z.string(),
  share_type: z.number(),
  permissions: z.number(),
  path: z.string(),
  expiration: z.string().nullable(),
  token: z.string().nullable(),
  url: z.string().optional()
})
const inAWeek = (): string => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)

eachTarget('Shares', (target) => {
  const create = (parameters: Readonly<Record<string, string>>) => target().ocs('POST', `${api}/shares`, parameters)

  test('a link has a token, an address, and the right to share on even when only reading was asked for', async () => {
    const { file, folder, ocs } = target()
    await file('MKCOL', 'länk')
    const made = await create({ path: `${folder}/länk`, shareType: '3', permissions: '1' })
    expect(made.code).toBe(200)
    const link = share.parse(made.data)
    expect(link).toMatchObject({ share_type: 3, permissions: 17, path: `${folder}/länk`, expiration: null })
    expect(link.token).toMatch(/^\w{15}$/u)
    expect(link.url).toMatch(new RegExp(`/s/${link.token ?? ''}$`, 'u'))
    expect((await ocs('DELETE', `${api}/shares/${link.id}`)).code).toBe(200)
    const again = await ocs('DELETE', `${api}/shares/${link.id}`)
    expect(again.code).toBe(404)
    expect(again.message).toContain('Wrong share ID')
  })

  test('a link can have a password that is long enough, and a last day', async () => {
    const { file, folder, ocs } = target()
    await file('MKCOL', 'hemlig')
    const path = `${folder}/hemlig`
    expect((await create({ path, shareType: '3', password: 'kort' })).code).toBe(403)
    const expireDate = inAWeek()
    const made = share.parse((await create({ path, shareType: '3', password: 'Vassar-i-dimma-55!', expireDate })).data)
    expect(made.expiration).toBe(`${expireDate} 00:00:00`)
    expect(made['password']).toMatch(/^3\|/u)
    const changed = await ocs('PUT', `${api}/shares/${made.id}`, { expireDate: '' })
    expect(share.parse(changed.data).expiration).toBeNull()
    await ocs('DELETE', `${api}/shares/${made.id}`)
  })

  test('a link with a password shows nothing before it is given', async () => {
    const { file, folder, ocs, send, url } = target()
    await file('PUT', 'dokument.txt', { body: 'Vattennivån är 12 cm.' })
    const password = 'Vassar-i-dimma-56!'
    const made = share.parse((await create({ path: `${folder}/dokument.txt`, shareType: '3', password })).data)
    const open = `${url}/s/${made.token ?? ''}`
    expect((await send('GET', `${open}/download`, { as: null })).text).not.toContain('12 cm')
    await ocs('PUT', `${api}/shares/${made.id}`, { password: '' })
    expect((await send('GET', `${open}/download`, { as: null })).text).toContain('12 cm')
    await ocs('DELETE', `${api}/shares/${made.id}`)
    expect((await send('GET', `${open}/download`, { as: null })).status).toBe(404)
  })

  test('the shares of a path are listed, those of what lies in a folder too', async () => {
    const { file, folder, ocs } = target()
    await file('MKCOL', 'lista')
    await file('PUT', 'lista/a.txt', { body: 'a' })
    const { id } = share.parse((await create({ path: `${folder}/lista/a.txt`, shareType: '3' })).data)
    const list = async (parameters: Readonly<Record<string, string>>) =>
      z
        .array(share)
        .parse((await ocs('GET', `${api}/shares`, parameters)).data)
        .map((one) => one.id)
    expect(await list({ path: `${folder}/lista/a.txt`, reshares: 'true' })).toEqual([id])
    expect(await list({ path: `${folder}/lista`, subfiles: 'true' })).toContain(id)
    expect(await list({})).toContain(id)
    expect(z.array(share).parse((await ocs('GET', `${api}/shares/${id}`)).data)).toHaveLength(1)
    await ocs('DELETE', `${api}/shares/${id}`)
  })

  test('nobody can be shared with who is not there, and nothing that is not there', async () => {
    const { folder } = target()
    const nobody = await create({ path: folder, shareType: '0', shareWith: 'ingen-alls-7f3a' })
    expect(nobody.code).toBe(404)
    expect(nobody.message).toContain('Please specify a valid')
    expect((await create({ path: `${folder}/saknas`, shareType: '3' })).code).toBe(404)
  })

  test('sharees are people and groups, exact matches apart', async () => {
    const { data, code } = await target().ocs('GET', `${api}/sharees`, { search: 'a', itemType: 'folder' })
    expect(code).toBe(200)
    const entry = z.looseObject({
      label: z.string(),
      value: z.looseObject({ shareType: z.number(), shareWith: z.string() })
    })
    const found = z.looseObject({
      exact: z.looseObject({ users: z.array(entry) }),
      users: z.array(entry),
      groups: z.array(entry)
    })
    expect(() => found.parse(data)).not.toThrow()
  })

  test('who gets a folder to read sees it at once, and cannot change it', () =>
    withOther(target(), async (other) => {
      const { file, folder, ocs, properties, send, href } = target()
      await file('MKCOL', 'läs')
      await file('PUT', 'läs/a.txt', { body: 'a' })
      const { id } = share.parse(
        (await create({ path: `${folder}/läs`, shareType: '0', shareWith: other.id, permissions: '1' })).data
      )
      const theirs = await mountOf(target(), other, id)
      const listed = await permissionsListed(target(), other, theirs)
      expect(listed).toBe('SGDNV')
      expect((await properties(theirs, ['oc:permissions'], other))['oc:permissions']).toBe('SGD')
      expect(await properties(`${theirs}/a.txt`, ['oc:permissions', 'nc:mount-type'], other)).toEqual({
        'oc:permissions': 'SG',
        'nc:mount-type': 'shared'
      })
      expect((await send('PUT', `${theirs}/a.txt`, { body: 'b', as: other })).status).toBe(403)
      expect((await send('PUT', `${theirs}/b.txt`, { body: 'b', as: other })).status).toBe(403)
      expect((await send('MKCOL', `${theirs}/under`, { as: other })).status).toBe(403)
      expect((await send('DELETE', `${theirs}/a.txt`, { as: other })).status).toBe(403)
      expect((await send('DELETE', theirs, { as: other })).status).toBe(204)
      expect((await file('GET', 'läs/a.txt')).text).toBe('a')
      expect((await send('PROPFIND', theirs, { as: other })).status).toBe(404)
      expect((await properties(href('läs'), ['oc:share-types']))['oc:share-types']).toBe('')
      await ocs('DELETE', `${api}/shares/${id}`)
    }))

  test('who may write in a shared folder changes the etags of both people', () =>
    withOther(target(), async (other) => {
      const { file, folder, ocs, properties, send, href } = target()
      await file('MKCOL', 'skriv')
      const { id } = share.parse((await create({ path: `${folder}/skriv`, shareType: '0', shareWith: other.id })).data)
      const theirs = await mountOf(target(), other, id)
      expect((await properties(theirs, ['oc:permissions'], other))['oc:permissions']).toBe('SRGDNVCK')
      expect((await properties(href('skriv'), ['oc:share-types']))['oc:share-types']).toContain('>0<')
      const roots = [`/remote.php/dav/files/${target().me.id}/`, `/remote.php/dav/files/${other.id}/`] as const
      const etags = async () => [
        (await properties(roots[0], ['d:getetag']))['d:getetag'],
        (await properties(roots[1], ['d:getetag'], other))['d:getetag'],
        (await properties(theirs, ['d:getetag'], other))['d:getetag']
      ]
      const before = await etags()
      expect((await send('PUT', `${theirs}/ny.txt`, { body: 'ny', as: other })).status).toBe(201)
      const after = await etags()
      for (const [at, etag] of after.entries()) expect(etag).not.toBe(before[at])
      expect(after[1]).toMatch(/[0-9a-f]{32}/u)
      expect((await file('GET', 'skriv/ny.txt')).text).toBe('ny')
      expect((await properties(`${theirs}/ny.txt`, ['oc:permissions'], other))['oc:permissions']).toBe('SRGDNVW')
      await ocs('DELETE', `${api}/shares/${id}`)
      expect((await send('PROPFIND', theirs, { as: other })).status).toBe(404)
    }))
})

/** What needs a second person; a real server without one has no such test to fail. */
async function withOther({ other }: Target, work: (other: Person) => Promise<void>): Promise<void> {
  if (other !== undefined) await work(other)
}

/** Where the other person sees a share. */
async function mountOf(target: Target, other: Person, id: string): Promise<string> {
  const { data } = await target.ocs('GET', `${api}/shares`, { shared_with_me: 'true' }, other)
  const found = z
    .array(z.looseObject({ id: z.string(), file_target: z.string() }))
    .parse(data)
    .find((one) => one.id === id)
  return `/remote.php/dav/files/${other.id}${(found?.file_target ?? '/?').split('/').map(encodeURIComponent).join('/')}`
}

/** The permissions that the parent's listing says. */
async function permissionsListed(target: Target, other: Person, path: string): Promise<string | undefined> {
  const parent = path.slice(0, path.lastIndexOf('/') + 1)
  const body =
    '<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:permissions/></d:prop></d:propfind>'
  const { text } = await target.send('PROPFIND', parent, { headers: { Depth: '1' }, body, as: other })
  const name = path.slice(parent.length).toLowerCase()
  const own = responses(text).find((one) => one.toLowerCase().includes(`/${name}/</d:href>`))
  return /<oc:permissions>(\w+)</u.exec(own ?? '')?.[1]
}
