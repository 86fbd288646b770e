import fc from 'fast-check'
import { MockAgent } from 'undici'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from './core/guards'
import { asSyncError } from './errors'
import { openServer } from './remote/server'
import { act, manyActions } from './testing/actions'
import { chapters, expectNoLoss, longDay, newPair, planted, play, runs } from './testing/history'

const TIMEOUT_MS = 3_600_000

describe('what the engine may do at most', () => {
  it(
    'I13 massDeleteGuard: above the limit nothing is deleted on either side without a word',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom('disk' as const, 'server' as const),
          fc.nat(30),
          fc.nat(),
          async (side, count, seed) => {
            const { pair } = await planted(seed)
            pair.restart()
            pair.limits = { ...DEFAULT_LIMITS, maxCount: 12 }
            const files = Object.keys(pair.disk.tree()).filter((path) => !path.endsWith('/'))
            const doomed = files.slice(0, count)
            for (const path of doomed) pair[side].delete(path)
            const before = { here: pair.disk.tree(), there: pair.server.tree() }
            await pair.sync()
            const asks = doomed.length > 12
            expect(pair.guard.question !== undefined).toBe(asks)
            if (asks) expect({ here: pair.disk.tree(), there: pair.server.tree() }).toEqual(before)
            else expect(pair.disk.tree()).toEqual(pair.server.tree())
          }
        ),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I14 conflictBound: no more conflict copies than files that both sides changed or made',
    () =>
      fc.assert(
        fc.asyncProperty(manyActions, fc.nat(), async (actions, seed) => {
          const { pair, story } = await planted(seed)
          for (const action of actions) act(pair, action, story)
          const writes = (side: 'disk' | 'server'): number =>
            actions.filter((each) => each.side === side && each.kind !== 'delete').length
          await pair.syncUntilQuiet()
          const copies = Object.keys(pair.disk.tree()).filter((path) => path.includes('conflicted copy'))
          expect(copies.length).toBeLessThanOrEqual(30 + Math.min(writes('disk'), writes('server')))
          expect(copies.filter((path) => path.split('conflicted copy').length > 2 && !path.includes('/'))).toEqual([])
          await pair.sync()
          expect(Object.keys(pair.disk.tree()).filter((path) => path.includes('conflicted copy'))).toEqual(copies)
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I15 permissionRespect: no request that the known permissions forbid, and no loss by it',
    () =>
      fc.assert(
        fc.asyncProperty(
          manyActions,
          fc.array(fc.tuple(fc.nat(), fc.constantFrom('SG', 'RGDNV', 'RGNVW', 'RGDW', 'RGDNVCK', 'RGDNVW')), {
            minLength: 1,
            maxLength: 8
          }),
          fc.nat(),
          async (actions, rights, seed) => {
            const { pair, story } = await planted(seed)
            const paths = Object.keys(pair.server.tree()).map((path) => path.replace(/\/$/u, ''))
            for (const [pick, letters] of rights) pair.server.setPermissions(paths[pick % paths.length] ?? '', letters)
            await pair.sync()
            for (const action of actions.filter(({ side }) => side === 'disk')) act(pair, action, story)
            const result = await pair.sync()
            expect(result.rounds).toBeLessThanOrEqual(60)
            expect(pair.server.forbidden).toEqual([])
            expectNoLoss(pair, story)
          }
        ),
        runs(0.05)
      ),
    TIMEOUT_MS
  )

  it(
    'I16 bounded: never more than six requests at once',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = newPair(seed)
          for (let index = 0; index < 40; index += 1) pair.disk.write(`many ${String(index)}`, String(index))
          await play(pair, story, day)
          expect(pair.server.faults.mostOpen).toBeLessThanOrEqual(6)
          expect(pair.server.faults.mostOpen).toBeGreaterThan(1)
        }),
        runs(0.02)
      ),
    TIMEOUT_MS
  )

  it(
    'I17 isolation: an item that always fails keeps nothing else from being synced',
    () =>
      fc.assert(
        fc.asyncProperty(manyActions, fc.nat(), fc.nat(), async (actions, pick, seed) => {
          const { pair, story } = await planted(seed)
          for (const action of actions) act(pair, action, story)
          const both = [...Object.keys(pair.disk.tree()), ...Object.keys(pair.server.tree())].filter(
            (path) => !path.endsWith('/')
          )
          const bad = both[pick % both.length] ?? ''
          pair.server.faults.plan = ({ name, path }) =>
            path === bad && /^(?:put|download|chunk|mkcolUpload)$/u.test(name)
              ? { kind: 'before', code: 'serverError' }
              : undefined
          await pair.sync()
          const held = new Set(pair.failures.all().flatMap(({ localId, remoteId }) => [localId, remoteId]))
          const paths = new Set(
            [...held].flatMap((id) => [pair.state.model.local.path(id ?? ''), pair.state.model.remote.path(id ?? '')])
          )
          const others = (tree: Record<string, string>): string[] =>
            Object.keys(tree)
              .filter((path) => !paths.has(path))
              .sort()
          expect(others(pair.disk.tree())).toEqual(others(pair.server.tree()))
        }),
        runs(0.05)
      ),
    TIMEOUT_MS
  )

  it(
    'I18 foreignUnharmed: what is never synced is never sent, deleted or overwritten, on either side',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = await planted(seed)
          const names = ['x.part', '~$doc', '.~lock.d.txt#', 'b/._meta', 'a/a/Thumbs.db']
          for (const name of names) {
            pair.disk.write(name, `ours ${name}`)
            pair.server.write(name, `theirs ${name}`)
          }
          const isInside = ({ path, to }: { path: string; to: string }): boolean =>
            /^(?:a|b|a\/a)$/u.test(path) || /^(?:a|b|a\/a)$/u.test(to)
          const gentle = day.actions.filter(
            (each) => each.kind !== 'rename' && !(each.kind === 'delete' && isInside(each))
          )
          await play(pair, story, { actions: gentle, interruptions: [], faults: day.faults })
          for (const name of names) {
            expect(pair.disk.tree()[name]).toBe(`ours ${name}`)
            expect(pair.server.tree()[name]).toBe(`theirs ${name}`)
          }
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I19 noClock: a clock that is off changes nothing but the time in names',
    () =>
      fc.assert(
        fc.asyncProperty(chapters, fc.integer({ min: -4e11, max: 4e11 }), fc.nat(), async (story, offsetMs, seed) => {
          const outcome = async (ms: number): Promise<readonly string[]> => {
            const { pair, story: told } = newPair(seed)
            pair.clock.ms += ms
            for (const chapter of story) {
              for (const action of chapter.actions) act(pair, { ...action, text: '' }, told)
              await pair.syncUntilQuiet()
            }
            return Object.keys(pair.server.tree()).map((path) => path.replace(/\d{4}-\d\d-\d\d \d{6}(?: \d+)?/gu, ''))
          }
          expect([...(await outcome(offsetMs))].sort()).toEqual([...(await outcome(0))].sort())
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I20 noSecretsInLog: no error says a password, whatever a server answers',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(302, 400, 401, 403, 404, 409, 412, 423, 429, 500, 503, 507),
          fc.string(),
          async (status, body) => {
            const agent = new MockAgent()
            agent.disableNetConnect()
            const secret = 'app-password-Zq7'
            const server = openServer({
              dispatcher: agent,
              credentials: { loginName: 'anna', appPassword: secret },
              userAgent: 'Samverk/test',
              requestId: () => 'r',
              server: 'https://moln.insjoverket.test',
              userId: 'anna'
            })
            const basic = Buffer.from(`anna:${secret}`).toString('base64')
            const echo = `<s:exception>${secret} ${basic}</s:exception> ${body}`
            const pool = agent.get('https://moln.insjoverket.test')
            const headers = { location: `https://other.test/?${basic}` }
            pool
              .intercept({ method: () => true, path: () => true })
              .reply(status, echo, { headers })
              .times(3)
            for (const attempt of [
              () => server.root(),
              () => server.download('f', 'e', 0),
              () => server.move('a', 'b', 'e')
            ]) {
              const error = asSyncError(
                await attempt().then(
                  () => new Error('answered'),
                  (cause: unknown) => cause
                )
              )
              expect(`${error.message} ${error.code}`).not.toContain(secret)
              expect(error.message).not.toContain(basic)
            }
            await agent.close()
          }
        ),
        runs(0.01)
      ),
    TIMEOUT_MS
  )
})
