import { beforeEach, describe, it } from 'vitest'
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
})
