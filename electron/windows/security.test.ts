import type { WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeAll, expect, it, vi } from 'vitest'

const { app } = vi.hoisted(() => ({ app: { handlers: new Map<string, (...given: unknown[]) => void>() } }))
vi.mock('electron', () => ({
  app: { on: (name: string, handler: (...given: unknown[]) => void) => app.handlers.set(name, handler) }
}))

const { closePages, letNavigateWithin } = await import('./security')

class FakeContents extends EventEmitter {
  readonly setWebRTCIPHandlingPolicy = vi.fn()
  readonly setWindowOpenHandler = vi.fn()
  readonly getURL = (): string => 'https://moln.insjoverket.test/editor'
}

/** A page of the file server, and whether it may go to an address. */
function page(frames?: readonly string[]) {
  const contents = new FakeContents()
  app.handlers.get('web-contents-created')?.({}, contents)
  letNavigateWithin(contents as unknown as WebContents, 'https://moln.insjoverket.test', frames)
  return (name: string, url: string, isMainFrame: boolean): boolean => {
    const preventDefault = vi.fn()
    contents.emit(name, { url, isMainFrame, preventDefault })
    return preventDefault.mock.calls.length === 0
  }
}

beforeAll(() => {
  closePages()
})

it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
  '%s: a server’s page goes within its origin; its frames to the office suite that the server named, and it itself not',
  (name) => {
    const may = page(['https://kontor.insjoverket.test'])
    expect(may(name, 'https://moln.insjoverket.test/x', true)).toBe(true)
    expect(may(name, 'https://kontor.insjoverket.test/x', false)).toBe(true)
    expect(may(name, 'https://kontor.insjoverket.test/x', true)).toBe(false)
    expect(may(name, 'https://kontor.insjoverket.test.annat.test/x', false)).toBe(false)
    expect(may(name, 'https://annat.test/x', false)).toBe(false)
    expect(page()(name, 'https://kontor.insjoverket.test/x', false)).toBe(false)
  }
)
