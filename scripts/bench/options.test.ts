import { expect, test } from 'vitest'

import { readOptions } from './options'

test('no suite named means all, five runs each', () => {
  expect(readOptions([])).toMatchObject({
    suites: ['start', 'sync'],
    runs: 5,
    latency: 'none',
    large: 'none',
    doc: 'keep',
    from: []
  })
})

test('a suite, its switches and a file are understood', () => {
  const options = readOptions(['sync', '--json', 'rows.json', '--runs', '7', '--latency', '--large', '--doc'])
  expect(options).toEqual({
    suites: ['sync'],
    runs: 7,
    latency: 'also',
    large: 'also',
    json: 'rows.json',
    from: [],
    doc: 'write'
  })
})

test('rows that were measured before can be named, and nothing be measured now', () => {
  expect(readOptions(['none', '--doc', '--from', 'a.json', '--from', 'b.json'])).toMatchObject({
    suites: [],
    from: ['a.json', 'b.json']
  })
})

test('what is not known is refused', () => {
  for (const args of [['slow'], ['--runs', '0'], ['--runs', 'many'], ['--fast'], ['--json']])
    expect(readOptions(args), args.join(' ')).toBeUndefined()
})
