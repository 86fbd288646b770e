import { expect, it } from 'vitest'
import { sweepHeap } from './heap'

it('what nobody needs is gone at once', async () => {
  const garbage = new WeakRef({ size: 'large' })
  // In the turn in which it was made, a weakly held object stays.
  await new Promise((resolve) => setImmediate(resolve))
  sweepHeap()
  expect(garbage.deref()).toBeUndefined()
})
