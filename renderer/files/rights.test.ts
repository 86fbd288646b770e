import { beforeEach, expect, it, vi } from 'vitest'
import { showNotice } from '../app/notice'
import { isDenied, refuse } from './rights'

vi.mock('../app/notice', () => ({ showNotice: vi.fn() }))
vi.mock('../app/text', () => ({ text: (key: string, { name }: { name: string }) => `${key} ${name}` }))

beforeEach(() => vi.mocked(showNotice).mockClear())

const free = { name: 'Utkast.txt' }
const held = { name: 'Riktlinjer.pdf', denied: ['rename', 'move', 'delete'] as ('rename' | 'move' | 'delete')[] }

it('one item that may not be moved keeps all that are selected from it, and is named', () => {
  expect(isDenied([free, held], 'move')).toBe(true)
  expect(refuse([free, held], 'move')).toBe(true)
  expect(showNotice).toHaveBeenCalledExactlyOnceWith('files.denied.move Riktlinjer.pdf')
})

it('what may be done is done without a word', () => {
  expect(refuse([free], 'delete')).toBe(false)
  expect(refuse([], 'delete')).toBe(false)
  expect(refuse([{ ...held, denied: ['move'] }], 'rename')).toBe(false)
  expect(showNotice).not.toHaveBeenCalled()
})
