import { dayOf, timeOn, workdaysBefore } from './clock'

/** What one line of a conversation makes. `id` names it for what refers to it. */
export type Entry =
  | (Common & {
      readonly kind: 'text'
      readonly text: string
      readonly replyTo?: string
      readonly thread?: string
      readonly mentions: readonly string[]
    })
  | (Common & { readonly kind: 'edit'; readonly text: string; readonly of: string })
  | (Common & { readonly kind: 'reaction'; readonly key: string; readonly of: string })
  | (Common & { readonly kind: 'image'; readonly file: string; readonly caption: string })
  | (Common & { readonly kind: 'file'; readonly path: string })

type Common = { readonly id: string; readonly sender: string; readonly timeMs: number }

export type Conversation = {
  readonly entries: readonly Entry[]
  /** Who has read up to which entry. */
  readonly read: ReadonlyMap<string, string>
}

const minuteMs = 60_000
const names = /^[a-z]+$/u

/**
 * Reads a conversation, dated relative to `seededMs`. Pure: the same text and moment give the same entries.
 *
 *     == 4 08:30            four working days back, from half past eight; `== today 90`: 90 minutes before the seeding
 *     sara #name: Text      a message that later lines call `name`
 *     reza in:name: Text    an answer in its thread; `re:name` a reply; `mention:sara`
 *     edit:name: Text       its sender changes it
 *     + 👍 sara reza        reactions to the message before; `+name 👍 sara` to another
 *     image sara x.png: T   a picture; `file sara path` a card for a file of sara.lindmark
 *     read sara             sara has read all above
 */
export function parseConversation(source: string, seededMs: number): Conversation {
  const today = dayOf(seededMs)
  const entries: Entry[] = []
  const read = new Map<string, string>()
  let clockMs = 0
  let last = ''
  source.split('\n').forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return
    const fail = (): never => {
      throw new Error(`Line ${index + 1} of a conversation is not understood: ${line}`)
    }
    const common = (sender: string, id = `line${index}`): Common => {
      if (!names.test(sender)) fail()
      // Uneven steps look like people; odd milliseconds make every time in a room unlike all others.
      clockMs += ((index * 7) % 5) * minuteMs + 41_000 + index
      return { id, sender, timeMs: clockMs }
    }
    const [first = '', second = '', third = ''] = line.split(' ')
    const text = line.slice(line.indexOf(': ') + 2)
    if (first === '==') {
      const [hour = 0, minute = 0] = third.split(':').map(Number)
      clockMs =
        second === 'today'
          ? seededMs - Number(third) * minuteMs
          : timeOn(workdaysBefore(today, Number(second)), hour, minute)
    } else if (first === 'read') {
      read.set(second, last)
    } else if (first.startsWith('+')) {
      const of = first === '+' ? last : first.slice(1)
      for (const [at, sender] of line.split(' ').slice(2).entries())
        entries.push({ ...common(sender, `line${index}.${at}`), kind: 'reaction', key: second, of })
    } else if (first.startsWith('edit:')) {
      const of = first.slice('edit:'.length, -1)
      const original = entries.find(({ id }) => id === of) ?? fail()
      entries.push({ ...common(original.sender), kind: 'edit', text, of })
    } else if (first === 'image') {
      const entry: Entry = { ...common(second), kind: 'image', file: third.slice(0, -1), caption: text }
      entries.push(entry)
      last = entry.id
    } else if (first === 'file') {
      const entry: Entry = { ...common(second), kind: 'file', path: third }
      entries.push(entry)
      last = entry.id
    } else {
      if (!line.includes(': ')) fail()
      const [sender = '', ...flags] = line.slice(0, line.indexOf(': ')).split(' ')
      const flag = (sign: string): string | undefined => flags.find((one) => one.startsWith(sign))?.slice(sign.length)
      const replyTo = flag('re:')
      const thread = flag('in:')
      const mention = flag('mention:')
      const entry: Entry = {
        ...common(sender, flag('#')),
        kind: 'text',
        text,
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(thread === undefined ? {} : { thread }),
        mentions: mention === undefined ? [] : [mention]
      }
      entries.push(entry)
      last = entry.id
    }
  })
  return { entries, read }
}

/** Messages as a person counts them: reactions and edits belong to one. */
export const isMessage = ({ kind }: Entry): boolean => kind !== 'reaction' && kind !== 'edit'
