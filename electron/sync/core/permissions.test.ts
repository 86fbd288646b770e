import { expect, it } from 'vitest'
import { makeRemote } from '../testing/trees'
import { ROOT_ID } from './nodes'
import { deniedOf } from './permissions'

it.each([
  ['all of it', 'RGDNVW', []],
  ['nothing is said', '', []],
  ['a file that may only be read', 'SG', ['rename', 'move', 'delete']],
  ['a folder that may only be read and hangs there by the person’s hand', 'SGDNV', []],
  ['a team’s folder itself', 'MGCK', ['rename', 'move', 'delete']],
  ['what may be changed, not taken away', 'SGNVW', ['move', 'delete']],
  ['what must stay where it is', 'RGDNW', ['move']]
])('what may not be done with %s: %s', (_what, permissions, denied) => {
  const node = makeRemote({ id: '1', parentId: ROOT_ID, name: 'f', kind: 'file' })
  expect(deniedOf({ ...node, permissions })).toEqual(denied)
})
