import { expect, it } from 'vitest'
import { nameRanks, prepareNameRanks, sortInSteps } from './names'

/** Names in no order, the same at each run. */
const names = Array.from({ length: 5_000 }, (_, index) => `${'åäöaz'[index % 5] ?? ''}${(index * 7919) % 5_000}.csv`)
const collator = new Intl.Collator('sv', { numeric: true })

it('Names sorted in steps are in the order of the language, numbers by what they count', async () => {
  expect(await sortInSteps(names)).toEqual([...names].sort(collator.compare))
  expect(await sortInSteps([])).toEqual([])
  expect(await sortInSteps(['b', 'a 10', 'a 9'])).toEqual(['a 9', 'a 10', 'b'])
})

it('Ranks that were prepared serve the list and every part of it', async () => {
  await prepareNameRanks(names)
  const ranks = nameRanks(names)
  expect(nameRanks(names.slice(100, 300))).toBe(ranks)
  const byRank = [...names].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
  expect(byRank).toEqual([...names].sort(collator.compare))
})

it('A new name makes them anew', async () => {
  await prepareNameRanks(names)
  const ranks = nameRanks([...names, 'ny.txt'])
  expect(ranks.get('ny.txt')).toBeDefined()
})
