import { once } from 'node:events'

import { expect, test } from 'vitest'

import { createPacer } from './pace'

test('what waits at a slow rate goes on when the rate changes, and nothing has to wait for it later', async () => {
  const pacer = createPacer()
  pacer.rate = 1
  const slow = pacer.stream()
  slow.write(Buffer.alloc(100_000))
  expect(slow.readableLength).toBe(0)
  const arrived = once(slow, 'data')
  pacer.rate = 10_000_000
  expect((await arrived)[0]).toHaveLength(100_000)
  const next = pacer.stream()
  next.write(Buffer.alloc(10))
  expect((await once(next, 'data'))[0]).toHaveLength(10)
})
