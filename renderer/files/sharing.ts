import type { NewShare, Share, ShareChange, Sharee, ShareRight } from '../../shared/model/files'

/** What a person has chosen in the dialog; nothing of it is carried out before they say so. */
export interface ShareDraft {
  readonly added: readonly Sharee[]
  /** What those who are added may do. */
  readonly right: ShareRight
  /** Other rights for those who have some, by the id of the share; `none` takes it back. */
  readonly rights: ReadonlyMap<string, ShareRight | 'none'>
  readonly link: LinkDraft
}

/** What is undefined stays as it is. */
export interface LinkDraft {
  readonly isOn?: boolean
  /** '' takes it away. */
  readonly password?: string
  /** `YYYY-MM-DD`; '' takes it away. */
  readonly expires?: string
}

export const emptyDraft: ShareDraft = { added: [], right: 'edit', rights: new Map(), link: {} }

/** One request to the file server, and what is left of the draft when it was done. */
export interface ShareStep {
  readonly what:
    | { readonly kind: 'share'; readonly wanted: NewShare }
    | { readonly kind: 'change'; readonly id: string; readonly change: ShareChange }
    | { readonly kind: 'unshare'; readonly id: string }
  readonly left: ShareDraft
}

/**
 * The next step towards what was chosen, undefined when there is none: one by one, so that after a refusal the draft
 * holds just what was not done.
 */
export function nextStep(draft: ShareDraft, shares: readonly Share[]): ShareStep | undefined {
  for (const { id, right } of shares) {
    const wanted = draft.rights.get(id)
    if (wanted === undefined || wanted === right) continue
    const left = { ...draft, rights: new Map([...draft.rights].filter(([other]) => other !== id)) }
    return wanted === 'none'
      ? { what: { kind: 'unshare', id }, left }
      : { what: { kind: 'change', id, change: { right: wanted } }, left }
  }
  const [first, ...rest] = draft.added
  if (first) {
    const wanted = { kind: first.kind, id: first.id, right: draft.right }
    return { what: { kind: 'share', wanted }, left: { ...draft, added: rest } }
  }
  return linkStep(draft, linkOf(shares))
}

function linkStep(draft: ShareDraft, link: Share | undefined): ShareStep | undefined {
  const { isOn = link !== undefined, password, expires } = draft.link
  const left = { ...draft, link: {} }
  if (!isOn) return link && { what: { kind: 'unshare', id: link.id }, left }
  if (!link) {
    const wanted = { kind: 'link' as const, ...(password && { password }), ...(expires && { expires }) }
    return { what: { kind: 'share', wanted }, left }
  }
  const change = {
    ...(password !== undefined && (password !== '' || link.hasPassword) && { password }),
    ...(expires !== undefined && expires !== (link.expires ?? '') && { expires })
  }
  return Object.keys(change).length === 0 ? undefined : { what: { kind: 'change', id: link.id, change }, left }
}

/** What is left to add: a share whose answer was lost is there all the same, and the server would refuse a second one. */
export const stillToAdd = (draft: ShareDraft, shares: readonly Share[]): ShareDraft => ({
  ...draft,
  added: draft.added.filter(({ kind, id }) => !shares.some((one) => one.kind === kind && one.userId === id))
})

export const linkOf = (shares: readonly Share[] | undefined): Share | undefined =>
  shares?.find(({ kind }) => kind === 'link')

interface LinkRules {
  readonly passwordNeeded: boolean
  readonly expiryNeeded: boolean
  readonly expiryDays: number | undefined
  readonly passwordLength: number | undefined
}

/** What a link that is switched on begins with, so that it is made as the agency wants it at once. */
export function newLink(rules: LinkRules, nowMs: number): LinkDraft {
  return {
    isOn: true,
    ...(rules.passwordNeeded && { password: makePassword(rules.passwordLength) }),
    ...(rules.expiryDays !== undefined && { expires: dayAfter(rules.expiryDays, nowMs) })
  }
}

/** What a link that is made or changed lacks by the agency's rules; one that is older than they are may stay. */
export function missingOf(
  rules: LinkRules,
  draft: LinkDraft,
  link: Share | undefined
): 'password' | 'expires' | undefined {
  if (Object.keys(draft).length === 0 || draft.isOn === false) return undefined
  const hasPassword = draft.password === undefined ? link?.hasPassword === true : draft.password !== ''
  if (rules.passwordNeeded && !hasPassword) return 'password'
  if (rules.expiryNeeded && (draft.expires ?? link?.expires ?? '') === '') return 'expires'
  return undefined
}

/** `YYYY-MM-DD`, on this computer's calendar. */
export function dayAfter(days: number, nowMs: number): string {
  const day = new Date(nowMs)
  day.setDate(day.getDate() + days)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

const consonants = 'bdfgklmnprstv'
const vowels = 'aeiou'
const usualLength = 10

/**
 * A password that can be read out over the telephone, of each kind of character that a server may ask for:
 * `Tovik-rales-47`. There are 2^37 of the shortest, and each guess is a request that the server slows down.
 */
export function makePassword(least = usualLength, random: (below: number) => number = randomBelow): string {
  const pick = (from: string) => from.charAt(random(from.length))
  const word = () => pick(consonants) + pick(vowels) + pick(consonants) + pick(vowels) + pick(consonants)
  const words = [word(), word()]
  while (words.join('-').length + 3 < least) words.push(word())
  const [first = '', ...rest] = words
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest, String(10 + random(90))].join('-')
}

function randomBelow(below: number): number {
  // What would make the small numbers likelier is thrown away.
  const most = Math.floor(2 ** 32 / below) * below
  for (;;) {
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
    if (value < most) return value % below
  }
}
