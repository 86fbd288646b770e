import { expect, test } from 'vitest'

import { capability, eachTarget } from './target'

const asked = ['nc:lock', 'nc:lock-owner-type', 'nc:lock-owner', 'nc:lock-time', 'nc:lock-timeout']
const byPerson = { headers: { 'X-User-Lock': '1' } }

eachTarget('Locks', (target) => {
  test('who locks a file is named, and unlocking ends it; a server without the app says 501', async () => {
    const { file, href, properties, me } = target()
    await file('PUT', 'låst.txt', { body: 'a' })
    const etag = await properties(href('låst.txt'), ['d:getetag'])
    const locked = await file('LOCK', 'låst.txt', byPerson)
    if ((await capability(target(), 'files', 'locking')) === undefined) {
      expect(locked.status).toBe(501)
      return
    }
    expect(locked.status).toBe(200)
    expect(await properties(href('låst.txt'), asked)).toMatchObject({
      'nc:lock': '1',
      'nc:lock-owner-type': '0',
      'nc:lock-owner': me.id
    })
    // The content is the one that was there, but the etag is another.
    expect(await properties(href('låst.txt'), ['d:getetag'])).not.toEqual(etag)
    expect((await file('PUT', 'låst.txt', { body: 'b', ...byPerson })).status).toBe(204)
    const headers = { ...byPerson.headers, Destination: `${target().url}${href('flyttad.txt')}`, Overwrite: 'F' }
    expect((await file('MOVE', 'låst.txt', { headers })).status).toBe(201)
    expect(
      (
        await file('MOVE', 'flyttad.txt', {
          headers: { ...headers, Destination: `${target().url}${href('låst.txt')}` }
        })
      ).status
    ).toBe(201)
    expect((await file('UNLOCK', 'låst.txt', byPerson)).status).toBe(200)
    expect((await properties(href('låst.txt'), ['nc:lock']))['nc:lock']).toBe('')
    expect((await file('UNLOCK', 'låst.txt', byPerson)).status).toBe(412)
  })

  test('a lock, and its end, give the file a new etag, although nothing in it has changed', async () => {
    if ((await capability(target(), 'files', 'locking')) === undefined) return
    const { file, href, properties } = target()
    await file('PUT', 'orörd.txt', { body: 'a', headers: { 'X-OC-MTime': '1600000000' } })
    const look = () => properties(href('orörd.txt'), ['d:getetag', 'd:getlastmodified', 'd:getcontentlength'])
    const free = await look()
    await file('LOCK', 'orörd.txt', byPerson)
    const locked = await look()
    await file('UNLOCK', 'orörd.txt', byPerson)
    const freeAgain = await look()
    expect(new Set([free, locked, freeAgain].map((one) => one['d:getetag'])).size).toBe(3)
    expect({ ...locked, 'd:getetag': '' }).toEqual({ ...free, 'd:getetag': '' })
    expect({ ...freeAgain, 'd:getetag': '' }).toEqual({ ...free, 'd:getetag': '' })
  })

  test('a file that somebody else has locked cannot be written, moved or deleted by others', async () => {
    const { file, href, ocs, other, folder, properties, send } = target()
    if (other === undefined || (await capability(target(), 'files', 'locking')) === undefined) return
    await file('MKCOL', 'gemensam')
    await file('PUT', 'gemensam/a.txt', { body: 'a' })
    const shared = await ocs('POST', 'apps/files_sharing/api/v1/shares', {
      path: `${folder}/gemensam`,
      shareType: '0',
      shareWith: other.id
    })
    expect(shared.code).toBe(200)
    const theirs = `/remote.php/dav/files/${other.id}/gemensam/a.txt`
    const before = (await properties(href('gemensam'), ['d:getetag']))['d:getetag']
    const id = (await properties(href('gemensam/a.txt'), ['oc:fileid']))['oc:fileid'] ?? ''
    expect((await ocs('PUT', `apps/files_lock/lock/${id}`)).code).toBe(200)
    expect((await properties(href('gemensam'), ['d:getetag']))['d:getetag']).not.toBe(before)
    const refused = await send('PUT', theirs, { body: 'b', ...byPerson, as: other })
    expect(refused.status).toBe(423)
    expect(refused.text).toContain('Sabre\\DAV\\Exception\\Locked')
    expect((await send('DELETE', theirs, { as: other })).status).toBe(423)
    const headers = { Destination: `${target().url}${theirs}-flyttad` }
    expect((await send('MOVE', theirs, { headers, as: other })).status).toBe(423)
    expect((await send('UNLOCK', theirs, { ...byPerson, as: other })).status).toBe(423)
    expect((await send('GET', theirs, { as: other })).text).toBe('a')
    expect((await ocs('DELETE', `apps/files_lock/lock/${id}`)).code).toBe(200)
    expect((await send('PUT', theirs, { body: 'b', as: other })).status).toBe(204)
  })
})
