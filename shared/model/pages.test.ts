import { expect, it } from 'vitest'
import { readPage, toPages } from './pages'

it('A list comes out of its pages as it went in', () => {
  for (const count of [0, 1, 250, 251, 1_000]) {
    const items = Array.from({ length: count }, (_, index) => ({ path: `Mätningar/${index} "a".csv`, fileId: null }))
    const pages = toPages(items)
    expect(pages.flatMap((_, index) => readPage(pages, index))).toEqual(items)
  }
})
