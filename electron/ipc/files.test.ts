import { expect, it, vi } from 'vitest'
import { failure, success } from '../../shared/result'
import { filesHandlers } from './files'

vi.mock('electron', () => ({ app: {}, clipboard: {}, dialog: {}, net: {}, shell: {} }))

type Handlers = ReturnType<typeof filesHandlers>
type Dependencies = Parameters<typeof filesHandlers>[0]

/** The calls of a page whose file server puts back whatever it is asked to, or nothing. */
function putBack(works: boolean) {
  const look = vi.fn()
  const answer = () => Promise.resolve(works ? success(undefined) : failure({ code: 'gone' } as const))
  const remote = { restore: answer, restoreVersion: answer } as unknown as Dependencies['remote']
  const versionReader = {} as unknown as Dependencies['versionReader']
  const sync = { look } as unknown as Dependencies['sync']
  return { look, handlers: filesHandlers({ sync, remote, versionReader, server: () => undefined }) }
}

const context = undefined as unknown as Parameters<Handlers['files.restore']>[0]

it.each([
  ['from the trash', (handlers: Handlers) => handlers['files.restore'](context, ['a.txt.d5'])],
  ['an earlier version', (handlers: Handlers) => handlers['files.restoreVersion'](context, '79', '1600000000')]
])('what the server puts back, %s, is fetched at once, and nothing is when it does not', async (_what, act) => {
  const { look, handlers } = putBack(true)
  expect(await act(handlers)).toEqual(success(undefined))
  expect(look).toHaveBeenCalledOnce()
  const refused = putBack(false)
  expect(await act(refused.handlers)).toEqual(failure({ code: 'gone' }))
  expect(refused.look).not.toHaveBeenCalled()
})
