import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Share } from '../../shared/model/files'
import {
  dayAfter,
  emptyDraft,
  makePassword,
  missingOf,
  newLink,
  nextStep,
  stillToAdd,
  type ShareDraft
} from './sharing'

const johan: Share = { id: '1', kind: 'user', name: 'Johan', userId: 'johan', right: 'read', hasPassword: false }
const karin = { kind: 'user', id: 'karin', name: 'Karin' } as const
const link: Share = { id: '9', kind: 'link', name: '', userId: '', right: 'read', hasPassword: true }
const noRules = { passwordNeeded: false, expiryNeeded: false, expiryDays: undefined, passwordLength: undefined }

/** All steps in their order, and the draft after the last. */
function stepsOf(draft: ShareDraft, shares: readonly Share[]) {
  const steps = []
  let left = draft
  for (let step = nextStep(left, shares); step; step = nextStep(left, shares)) {
    steps.push(step.what)
    left = step.left
  }
  return { steps, left }
}

test('nothing chosen is nothing to do', () => {
  expect(nextStep(emptyDraft, [johan, link])).toBeUndefined()
})

test('who is there already is not added again: the answer that said so was lost', () => {
  const again = { kind: 'user', id: 'johan', name: 'Johan' } as const
  const group = { kind: 'group', id: 'johan', name: 'Johans grupp' } as const
  expect(stillToAdd({ ...emptyDraft, added: [again, karin, group] }, [johan]).added).toEqual([karin, group])
})

test('each choice is one request, and what was done is out of the draft', () => {
  const draft: ShareDraft = {
    added: [karin],
    right: 'read',
    rights: new Map([['1', 'edit']]),
    link: { isOn: true, password: 'sten-sol-94-is', expires: '2026-12-31' }
  }
  expect(stepsOf(draft, [johan])).toEqual({
    steps: [
      { kind: 'change', id: '1', change: { right: 'edit' } },
      { kind: 'share', wanted: { kind: 'user', id: 'karin', right: 'read' } },
      { kind: 'share', wanted: { kind: 'link', password: 'sten-sol-94-is', expires: '2026-12-31' } }
    ],
    left: { added: [], right: 'read', rights: new Map(), link: {} }
  })
})

test('a choice that was taken back is no request', () => {
  const draft: ShareDraft = { ...emptyDraft, rights: new Map([['1', 'read']]), link: { isOn: true, expires: '' } }
  expect(nextStep(draft, [johan, link])).toBeUndefined()
})

test('access and a link are taken back', () => {
  const draft: ShareDraft = { ...emptyDraft, rights: new Map([['1', 'none']]), link: { isOn: false } }
  expect(stepsOf(draft, [johan, link]).steps).toEqual([
    { kind: 'unshare', id: '1' },
    { kind: 'unshare', id: '9' }
  ])
})

test.each([
  [{ password: 'ny' }, { password: 'ny' }],
  [{ password: '' }, { password: '' }],
  [{ expires: '2026-12-31' }, { expires: '2026-12-31' }]
])('a link that is there: %j', (draft, change) => {
  expect(nextStep({ ...emptyDraft, link: draft }, [link])?.what).toEqual({ kind: 'change', id: '9', change })
})

test('where the agency wants a password and a last day, a new link has them and none is made without', () => {
  const rules = { passwordNeeded: true, expiryNeeded: true, expiryDays: 30, passwordLength: 20 }
  const begun = newLink(rules, new Date(2026, 10, 30, 23, 59).getTime())
  expect(begun).toMatchObject({ isOn: true, expires: '2026-12-30' })
  expect(begun.password?.length).toBeGreaterThanOrEqual(20)
  expect(missingOf(rules, begun, undefined)).toBeUndefined()
  expect(missingOf(rules, { ...begun, password: '' }, undefined)).toBe('password')
  expect(missingOf(rules, { ...begun, expires: '' }, undefined)).toBe('expires')
  expect(missingOf(rules, { password: 'ny' }, link)).toBe('expires')
  expect(missingOf(rules, {}, link)).toBeUndefined()
  expect(missingOf(rules, { password: '' }, { ...link, expires: '2026-12-31' })).toBe('password')
  expect(missingOf(rules, { isOn: false }, link)).toBeUndefined()
  expect(newLink(noRules, 0)).toEqual({ isOn: true })
})

test('days are counted on the calendar, over the end of summer time too', () => {
  expect(dayAfter(1, new Date(2026, 9, 24, 23, 30).getTime())).toBe('2026-10-25')
  expect(dayAfter(1, new Date(2026, 9, 25, 23, 30).getTime())).toBe('2026-10-26')
  expect(dayAfter(31, new Date(2026, 11, 31).getTime())).toBe('2027-01-31')
})

test('a password has every kind of character and is as long as it has to be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 64 }), (least) => {
      const password = makePassword(least)
      expect(password).toMatch(/^[A-Z][a-z]{4}(-[a-z]{5})+-\d{2}$/)
      expect(password.length).toBeGreaterThanOrEqual(least)
    })
  )
  expect(new Set(Array.from({ length: 50 }, () => makePassword())).size).toBe(50)
})
