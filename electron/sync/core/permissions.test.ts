import { expect, it } from 'vitest'
import { makeRemote } from '../testing/trees'
import { ROOT_ID } from './nodes'
import { deniedOf } from './permissions'

it.each([
  ['all of it', 'file', 'RGDNVW', []],
  ['nothing is said', 'folder', '', []],
  ['a file that may only be read', 'file', 'SG', ['rename', 'move', 'delete']],
  ['a folder that may only be read and hangs there by the person’s hand', 'folder', 'SGDNV', ['add']],
  ['a folder in it', 'folder', 'SG', ['rename', 'move', 'delete', 'add']],
  ['a folder that takes files alone', 'folder', 'SGDNVC', []],
  ['a team’s folder itself', 'folder', 'MGCK', ['rename', 'move', 'delete']],
  ['what may be changed, not taken away', 'file', 'SGNVW', ['move', 'delete']],
  ['what must stay where it is', 'file', 'RGDNW', ['move']]
] as const)('what may not be done with %s: %s %s', (_what, kind, permissions, denied) => {
  const node = makeRemote({ id: '1', parentId: ROOT_ID, name: 'f', kind })
  expect(deniedOf({ ...node, permissions })).toEqual(denied)
})
