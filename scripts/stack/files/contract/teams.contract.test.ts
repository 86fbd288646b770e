import { expect, test } from 'vitest'

import { eachTarget, type Target } from './target'

// A team's folder is made by an administrator: on a real server there is none that may be written to.
eachTarget('Team folders', (target) => {
  const root = (name: string, person = target().me.id) => `/remote.php/dav/files/${encodeURIComponent(person)}/${name}`
  const make = async (quota: number | null, right: 'read' | 'edit' = 'edit'): Promise<Target | undefined> => {
    const { control, me, other } = target()
    if (control === undefined || other === undefined) return undefined
    await control({ team: { name: 'Sjödata', quota, members: { [me.id]: right, [other.id]: right } } })
    return target()
  }
  const put = (name: string, body: string) => target().send('PUT', root(name), { body })
  const of = (name: string, ...properties: readonly string[]) => target().properties(root(name), properties)
  const listed = async () =>
    (await target().send('PROPFIND', root(''), { headers: { Depth: '1' } })).text
      .split('<d:response>')
      .find((text) => text.includes('Sj%c3%b6data') || text.includes('Sj%C3%B6data'))

  test('it hangs in the root of each member, is mounted, and is nobody’s to delete or move', async ({ skip }) => {
    const server = await make(null)
    if (server === undefined) return skip('needs the local server')
    await server.send('MKCOL', root('Sjödata/Avtal'))
    expect((await put('Sjödata/Avtal/a.txt', 'avtal')).status).toBe(201)
    expect(
      (await server.send('GET', root('Sjödata/Avtal/a.txt', server.other?.id), { as: server.other ?? null })).text
    ).toBe('avtal')
    expect(await of('Sjödata', 'oc:permissions', 'nc:mount-type', 'nc:is-mount-root')).toEqual({
      'oc:permissions': 'RMGCK',
      'nc:mount-type': 'group',
      'nc:is-mount-root': 'true'
    })
    expect(await of('Sjödata/Avtal', 'oc:permissions', 'nc:mount-type', 'nc:is-mount-root', 'oc:owner-id')).toEqual({
      'oc:permissions': 'RMGDNVCK',
      'nc:mount-type': 'group',
      'nc:is-mount-root': 'false',
      'oc:owner-id': server.me.id
    })
    expect((await of('Sjödata/Avtal/a.txt', 'oc:permissions'))['oc:permissions']).toBe('RMGDNVW')
    const headers = { Destination: root('Annat') }
    expect((await server.send('DELETE', root('Sjödata'))).status).toBe(403)
    expect((await server.send('MOVE', root('Sjödata'), { headers })).status).toBe(403)
    expect((await server.send('GET', root('Sjödata/Avtal/a.txt'))).text).toBe('avtal')
    expect(await listed()).toBeDefined()
  })

  test('its space is its own: what does not fit is refused with 507, in one piece and in several', async ({ skip }) => {
    const server = await make(1_000)
    if (server === undefined) return skip('needs the local server')
    await put('Sjödata/liten.txt', 'x'.repeat(400))
    const space = await of('Sjödata', 'd:quota-used-bytes', 'd:quota-available-bytes')
    const used = Number(space['d:quota-used-bytes'])
    expect(used).toBeGreaterThanOrEqual(400)
    expect(Number(space['d:quota-available-bytes'])).toBe(1_000 - used)
    expect((await of('', 'd:quota-available-bytes'))['d:quota-available-bytes']).toBe('-3')
    expect((await put('Sjödata/stor.txt', 'x'.repeat(700))).status).toBe(507)
    expect((await put('stor.txt', 'x'.repeat(700))).status).toBe(201)
    const upload = `/remote.php/dav/uploads/${encodeURIComponent(server.me.id)}/team`
    const headers = { Destination: server.url + root('Sj%C3%B6data/stor.txt'), 'OC-Total-Length': '700' }
    expect((await server.send('MKCOL', upload, { headers })).status).toBe(507)
    expect((await server.send('GET', root('Sjödata/stor.txt'))).status).toBe(404)
  })

  test('who may only read sees it; who leaves the team sees it no more, and it is as it was for the others', async ({
    skip
  }) => {
    const server = await make(null)
    if (server?.control === undefined) return skip('needs the local server')
    await put('Sjödata/kvar.txt', 'kvar')
    await make(null, 'read')
    expect((await of('Sjödata', 'oc:permissions'))['oc:permissions']).toBe('MG')
    expect((await put('Sjödata/nekad.txt', 'nej')).status).toBe(403)
    const before = (await of('', 'd:getetag'))['d:getetag']
    await server.control({ team: { name: 'Sjödata', members: { [server.other?.id ?? '']: 'edit' } } })
    expect((await server.send('GET', root('Sjödata/kvar.txt'))).status).toBe(404)
    expect((await of('', 'd:getetag'))['d:getetag']).not.toBe(before)
    await make(null)
    expect((await server.send('GET', root('Sjödata/kvar.txt'))).text).toBe('kvar')
    await server.control({ team: { name: 'Sjödata', members: {} } })
    await make(null)
    expect((await server.send('GET', root('Sjödata/kvar.txt'))).status).toBe(404)
  })

  test('an own folder of the same name gets another', async ({ skip }) => {
    const server = target()
    if (server.control === undefined) return skip('needs the local server')
    await server.send('MKCOL', root('Karta'))
    await put('Karta/min.txt', 'min')
    await server.control({ team: { name: 'Karta', members: { [server.me.id]: 'edit' } } })
    expect((await server.send('GET', root('Karta%20(1)/min.txt'))).text).toBe('min')
    expect((await of('Karta', 'nc:mount-type'))['nc:mount-type']).toBe('group')
  })
})
