import { expect, test } from 'vitest'

import { capability, eachTarget, propfindBody } from './target'

const xml = { 'Content-Type': 'text/xml; charset=utf-8' }

eachTarget('Capabilities', (target) => {
  const isThere = async (...path: readonly string[]): Promise<boolean> => {
    const value = await capability(target(), ...path)
    return value !== undefined && value !== false
  }
  const answers = async (path: string): Promise<boolean> => {
    const ask = { headers: { Depth: '0' }, body: propfindBody(['d:resourcetype']) }
    return (await target().send('PROPFIND', path, ask)).status === 207
  }

  test('what is announced is there', async () => {
    const { file, href, me, ocs, properties, send } = target()
    await file('PUT', 'prov.txt', { body: 'prov' })
    const id = (await properties(href('prov.txt'), ['oc:fileid']))['oc:fileid'] ?? ''
    expect(await answers(`/remote.php/dav/trashbin/${me.id}/trash/`)).toBe(await isThere('files', 'undelete'))
    expect(await answers(`/remote.php/dav/versions/${me.id}/versions/${id}/`)).toBe(
      await isThere('files', 'versioning')
    )
    const shares = await ocs('GET', 'apps/files_sharing/api/v1/shares')
    expect(shares.code === 200).toBe(await isThere('files_sharing', 'api_enabled'))
    const editing = await ocs('GET', 'apps/files/api/v1/directEditing')
    expect(editing.code === 200).toBe(await isThere('files', 'directEditing'))
    const made = await send('MKCOL', `/remote.php/dav/uploads/${me.id}/samverk-contract-${id}`)
    expect(made.status).toBe(201)
    await send('DELETE', `/remote.php/dav/uploads/${me.id}/samverk-contract-${id}`)
  })

  test('a client can put properties of its own on a file, and they move with it', async () => {
    const { file, href, send, url } = target()
    await file('PUT', 'märkt.txt', { body: 'a' })
    const mark =
      '<d:propertyupdate xmlns:d="DAV:" xmlns:x="urn:samverk:test"><d:set><d:prop><x:märke>grön &amp; röd</x:märke></d:prop></d:set></d:propertyupdate>'
    expect((await file('PROPPATCH', 'märkt.txt', { headers: xml, body: mark })).text).toContain('200 OK')
    await file('MOVE', 'märkt.txt', { headers: { Destination: url + href('flyttad.txt') } })
    const body = '<d:propfind xmlns:d="DAV:" xmlns:x="urn:samverk:test"><d:prop><x:märke/></d:prop></d:propfind>'
    const read = await send('PROPFIND', href('flyttad.txt'), { headers: { ...xml, Depth: '0' }, body })
    expect(read.text).toContain('grön &amp; röd')
  })

  test('strangers are told next to nothing', async () => {
    const headers = { 'OCS-APIRequest': 'true' }
    const { text } = await target().send('GET', '/ocs/v2.php/cloud/capabilities?format=json', { headers, as: null })
    expect(text).not.toContain('undelete')
    expect(text).not.toContain('notify_push')
  })
})
