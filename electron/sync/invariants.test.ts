import fc from 'fast-check'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT_ID } from './core/nodes'
import { SyncError } from './errors'
import { Place } from './local/place'
import { act, manyActions } from './testing/actions'
import { longDay, newPair, planted, play, runs, watchRows } from './testing/history'
import type { Tree } from './core/tree'
import type { TreeNode } from './core/nodes'

const TIMEOUT_MS = 3_600_000

describe('invariants, each over random histories', () => {
  it(
    'I3 termination: a run ends after few rounds',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = await planted(seed)
          for (const action of day.actions) act(pair, action, story)
          expect((await pair.sync()).rounds).toBeLessThanOrEqual(40)
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I5 determinism: the same seed gives the same calls in the same order',
    () =>
      fc.assert(
        fc.asyncProperty(manyActions, fc.nat(), async (actions, seed) => {
          const trace = async (): Promise<readonly string[]> => {
            const { pair, story } = await planted(seed)
            for (const action of actions) act(pair, action, story)
            await pair.syncUntilQuiet()
            return [...pair.server.faults.log, ...pair.disk.faults.log]
          }
          expect(await trace()).toEqual(await trace())
        }),
        runs(0.02)
      ),
    TIMEOUT_MS
  )

  it(
    'I6 touchIsNotChange: new times alone send nothing, and make no conflict with an edit there',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
          fc.boolean(),
          fc.nat(),
          async (picks, edits, seed) => {
            const { pair } = await planted(seed)
            const files = Object.keys(pair.disk.tree()).filter((path) => !path.endsWith('/'))
            const touched = picks.map((pick) => files[pick % files.length] ?? '')
            for (const path of touched) pair.disk.touch(path)
            if (edits) for (const path of new Set(touched)) pair.server.write(path, `edited ${path}`)
            pair.server.faults.log.length = 0
            await pair.sync()
            expect(pair.server.faults.log.filter((call) => /^(?:put|chunk)/u.test(call))).toEqual([])
            expect(Object.keys(pair.disk.tree()).filter((path) => path.includes('conflicted'))).toEqual([])
            expect(pair.disk.tree()).toEqual(pair.server.tree())
          }
        ),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I7 deleteNeedsProof: whatever goes to the trash here is gone on the server at that moment, and was proven so',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = await planted(seed)
          const wrong: string[] = []
          const really = pair.disk.trash
          pair.disk.trash = async (path, expected, proof) => {
            await really(path, expected, proof)
            if (pair.server.entries.has(proof.missingId)) wrong.push(path)
          }
          await play(pair, story, { ...day, interruptions: [] })
          expect(wrong).toEqual([])
          expect(pair.disk.proofs.every(({ missingId }) => missingId !== '')).toBe(true)
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it('I8 containment: no path leads outside the root or through a symbolic link', () => {
    const base = mkdtempSync(join(tmpdir(), 'samverk-inside-'))
    try {
      symlinkSync('/', join(base, 'link'))
      const place = new Place(base)
      const name = fc.oneof(fc.constantFrom('..', '.', '', 'link', 'a\\b', 'a/../..', '\0', '/etc', 'ok'), fc.string())
      fc.assert(
        fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
          let found: string
          try {
            found = place.absolute(names.join('/'))
          } catch (error) {
            expect(error).toBeInstanceOf(SyncError)
            return
          }
          expect(found === place.root || found.startsWith(place.root + sep)).toBe(true)
          expect(found.slice(place.root.length)).not.toMatch(/\.\.(?:\/|$)|^\/link\/./u)
        }),
        runs(0.1)
      )
    } finally {
      rmSync(base, { recursive: true })
    }
  })

  it(
    'I10 treeValidity: every node hangs on the root, under one name of its own',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = await planted(seed)
          await play(pair, story, day)
          const { remote, local, synced } = pair.state.model
          const check = <N extends TreeNode>(tree: Tree<N>): void => {
            const reached = new Set<string>()
            const names = new Set<string>()
            for (const node of tree.subtree(ROOT_ID)) {
              reached.add(node.id)
              names.add(`${node.parentId}/${node.name}`)
            }
            expect(reached.size).toBe(tree.size)
            expect(names.size).toBe(tree.size)
          }
          check(remote)
          check(local)
          check(synced)
          expect(new Set([...synced.nodes()].map((row) => row.remoteId)).size).toBe(synced.size)
          expect(new Set([...synced.nodes()].map((row) => row.localId)).size).toBe(synced.size)
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I11 syncedHonest: a row is written only of what both sides hold',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = newPair(seed)
          const lies = watchRows(pair)
          await play(pair, story, day)
          expect(lies).toEqual([])
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )

  it(
    'I12 preconditioned: every change of a file on the server names the version it means',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.nat(), async (day, seed) => {
          const { pair, story } = await planted(seed)
          await play(pair, story, day)
          expect(pair.server.unconditioned).toEqual([])
        }),
        runs(0.03)
      ),
    TIMEOUT_MS
  )
})
