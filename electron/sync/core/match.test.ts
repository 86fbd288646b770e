import { beforeEach, describe, expect, it } from 'vitest'
import { makeLocal, makeRemote, pair } from '../testing/trees'
import { matchItems } from './match'
import { Model } from './model'
import { ROOT_ID } from './nodes'
import type { NodeKind } from './nodes'

let model: Model

const here = (id: string, parentId: string, name: string, kind: NodeKind = 'file'): void => {
  model.local.put(makeLocal({ id, parentId, name, kind }))
}
const there = (id: string, parentId: string, name: string, kind: NodeKind = 'file'): void => {
  model.remote.put(makeRemote({ id, parentId, name, kind }))
}

/** Row, item here and item there of all that were matched; each item of a tree is in exactly one. */
function matched(): readonly string[] {
  const { all } = matchItems(model)
  const ids = (of: (item: (typeof all)[number]) => string | undefined): string[] =>
    all.flatMap((each) => of(each) ?? [])
  expect(ids(({ l }) => l?.id).sort()).toEqual([...model.local.nodes()].map(({ id }) => id).sort())
  expect(ids(({ r }) => r?.id).sort()).toEqual([...model.remote.nodes()].map(({ id }) => id).sort())
  return all.map(({ s, l, r }) => `${s?.id ?? '-'} ${l?.id ?? '-'} ${r?.id ?? '-'}`).sort()
}

beforeEach(() => {
  model = new Model()
})

describe('the items of three trees', () => {
  it.each([
    ['at the top', false],
    ['in a folder', true]
  ])('a new identity in the same place is the same item, on either side: %s', (_where, isBelow) => {
    const folder = isBelow ? pair(model, 'd', undefined, 'd', 'folder') : undefined
    for (const id of ['1', '2']) pair(model, id, folder, `f${id}`)
    model.local.drop('l1')
    here('saved', folder?.localId ?? ROOT_ID, 'f1')
    model.remote.drop('r2')
    there('again', folder?.remoteId ?? ROOT_ID, 'f2')
    expect(matched()).toEqual(expect.arrayContaining(['1 saved r1', '2 l2 again']))
  })

  it('another kind in the same place is another item', () => {
    pair(model, '1', undefined, 'f')
    model.local.drop('l1')
    model.remote.drop('r1')
    here('folder', ROOT_ID, 'f', 'folder')
    there('as well', ROOT_ID, 'f', 'folder')
    expect(matched()).toEqual(['- folder as well', '1 - -'])
  })

  it('what was renamed keeps its row, and the new one in its old place has none', () => {
    pair(model, '1', undefined, 'f')
    here('l1', ROOT_ID, 'before')
    here('new', ROOT_ID, 'f')
    there('r1', ROOT_ID, 'other')
    there('newer', ROOT_ID, 'f')
    expect(matched()).toEqual(['- new newer', '1 l1 r1'])
  })

  it('who has a row already is no heir of another that is gone from the place', () => {
    pair(model, '1', undefined, 'f')
    pair(model, '2', undefined, 'g')
    model.local.drop('l1')
    model.remote.drop('r1')
    here('l2', ROOT_ID, 'f')
    there('r2', ROOT_ID, 'f')
    expect(matched()).toEqual(['1 - -', '2 l2 r2'])
  })

  it('who has a row already is no twin of a new one of its name', () => {
    pair(model, '1', undefined, 'g')
    here('l1', ROOT_ID, 'f')
    there('new', ROOT_ID, 'f')
    expect(matched()).toEqual(['- - new', '1 l1 r1'])
  })

  it('new folders are paired to the ground, whatever lies beside them', () => {
    for (const name of ['a', 'b']) {
      here(`l${name}`, ROOT_ID, name, 'folder')
      there(`r${name}`, ROOT_ID, name, 'folder')
      there(`only ${name}`, ROOT_ID, `only ${name}`, 'folder')
      here(`lf${name}`, `l${name}`, 'f')
      there(`rf${name}`, `r${name}`, 'f')
    }
    expect(matched()).toEqual(['- - only a', '- - only b', '- la ra', '- lb rb', '- lfa rfa', '- lfb rfb'])
  })

  it('new ones whose names differ in their form of Unicode alone are a pair, and who has a row is none of them', () => {
    const [composed, decomposed] = ['é', 'e\u0301']
    pair(model, '1', undefined, 'x')
    pair(model, 'd', undefined, 'd', 'folder')
    here('l1', ROOT_ID, decomposed)
    there('new', ROOT_ID, composed)
    here('l2', 'ld', decomposed)
    there('r2', 'rd', composed)
    expect(matched()).toEqual(['- - new', '- l2 r2', '1 l1 r1', 'd ld rd'])
  })
})
