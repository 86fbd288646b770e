import { expect, test } from 'vitest'

import { readFolder, withFolder } from './workspace'

const folder = { server: 'https://moln.insjoverket.test', fileId: '4711' }
const written = { version: 1, folder: { server: 'https://moln.insjoverket.test', file_id: '4711' } }

test('A folder is written as the contract says, and read back', () => {
  expect(withFolder({}, folder)).toEqual(written)
  expect(readFolder(written)).toEqual(folder)
})

test('What others keep in the workspace stays', () => {
  const board = { server: 'https://moln.insjoverket.test', board_id: '12' }
  expect(withFolder({ version: 1, board, folder: { file_id: '1' } }, folder)).toEqual({ ...written, board })
  expect(withFolder({ ...written, board }, null)).toEqual({ version: 1, board })
})

test.each([
  undefined,
  null,
  'text',
  [],
  { folder: 'x' },
  { folder: { server: 'http://moln.insjoverket.test', file_id: '4711' } },
  { folder: { server: 'javascript:alert(1)', file_id: '4711' } },
  { folder: { server: 'https://moln.insjoverket.test', file_id: 4711 } },
  { folder: { server: 'https://moln.insjoverket.test', file_id: '../4711' } },
  { folder: { server: ['https://moln.insjoverket.test'], file_id: '4711' } }
])('%j is no folder', (content) => {
  expect(readFolder(content)).toBeNull()
})
