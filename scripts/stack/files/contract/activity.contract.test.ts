import { expect, test } from 'vitest'
import { z } from 'zod'

import { capability, eachTarget } from './target'

const activity = z.looseObject({
  activity_id: z.number(),
  app: z.string(),
  type: z.string(),
  user: z.string(),
  subject: z.string(),
  object_name: z.string(),
  datetime: z.string()
})

eachTarget('Activity', (target) => {
  const ask = (fileId: string, how = '') =>
    target().send(
      'GET',
      `/ocs/v2.php/apps/activity/api/v2/activity/filter?format=json&object_type=files&object_id=${fileId}&limit=20&sort=desc${how}`,
      { headers: { 'OCS-APIRequest': 'true' } }
    )
  const idOf = async (name: string) =>
    (await target().properties(target().href(name), ['oc:fileid']))['oc:fileid'] ?? ''
  const has = async () => (await capability(target(), 'activity')) !== undefined

  test('tells of one file who made, changed and shared it; a share without the name of the file', async () => {
    if (!(await has())) return
    const { file, folder, me, ocs } = target()
    const write = (body: string, time: number) =>
      file('PUT', 'händelser.txt', { body, headers: { 'X-OC-MTime': String(time) } })
    await write('första', 1_700_000_000)
    await write('andra versionen', 1_700_000_500)
    const api = 'apps/files_sharing/api/v1/shares'
    expect((await ocs('POST', api, { path: `${folder}/händelser.txt`, shareType: '3' })).code).toBe(200)
    const answer = z
      .object({ ocs: z.object({ data: z.array(activity) }) })
      .parse(JSON.parse((await ask(await idOf('händelser.txt'))).text))
    const of = (type: string) => answer.ocs.data.find((one) => one.type === type)
    for (const type of ['file_created', 'file_changed'])
      expect(of(type)).toMatchObject({
        app: 'files',
        user: me.id,
        subject: expect.stringContaining('händelser.txt') as string,
        datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/u) as string
      })
    expect(of('shared')).toMatchObject({ app: 'files_sharing', user: me.id })
    expect(of('shared')?.subject).not.toContain('händelser.txt')
  })

  test('has no body where there is nothing to tell', async () => {
    if (!(await has())) return
    const answer = await ask('999999999')
    expect(answer.status).toBe(304)
    expect(answer.text).toBe('')
  })
})
