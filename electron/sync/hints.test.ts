import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { expectBothSides, synced } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

describe('what the watcher tells', () => {
  it.each([[['']], [['new']], [['new/sub']], [['new/sub/g.txt']]])(
    'of a new folder is enough to find all that is in it: %j',
    async (hints) => {
      await synced(pair, { 'd/': '', 'd/f.txt': 'f' })
      pair.disk.makeDir('new')
      pair.disk.makeDir('new/sub')
      pair.disk.write('new/sub/g.txt', 'g')
      await pair.syncHints(hints)
      expectBothSides(pair, { 'd/': '', 'd/f.txt': 'f', 'new/': '', 'new/sub/': '', 'new/sub/g.txt': 'g' })
    }
  )

  it.each(['d/f.txt', 'd/gone/away'])(
    'at %s is looked for in the nearest folder that is known, and nowhere else',
    async (hint) => {
      await synced(pair, { 'd/': '', 'd/f.txt': 'f', 'e/': '' })
      pair.disk.write('d/f.txt', 'edited')
      pair.disk.write('e/unseen.txt', 'nobody told')
      await pair.syncHints([hint])
      expect(pair.server.tree()).toEqual({ 'd/': '', 'd/f.txt': 'edited', 'e/': '' })
    }
  )
})
