import type { StackInfo } from '../stack/info'
import { startDevice, type Device } from './device'
import { firstNameOf, type People } from './people'
import { sayAll, type SayDeps } from './say'
import type { SeededRoom } from './rooms'

export type MadeRoom = { readonly room: SeededRoom; readonly roomId: string }

type Deps = Omit<SayDeps, 'send'> & {
  readonly info: StackInfo
  /** Resolves when nobody writes in the other rooms any more. */
  readonly quiet: Promise<void>
  readonly onCodes: (codes: Readonly<Record<string, string>>) => void
}

/** How many room keys each person must have backed up: one for each sender in each of their rooms. */
export function keysOf(rooms: readonly SeededRoom[], firstName: string): number {
  return rooms
    .filter(({ members }) => members.includes(firstName))
    .map(({ conversation }) => {
      const encrypted = conversation.entries.filter(({ kind }) => kind !== 'reaction')
      return new Set(encrypted.map(({ sender }) => sender)).size
    })
    .reduce((sum, senders) => sum + senders, 0)
}

/**
 * Gives everybody an identity and a key backup, and lets the devices of those who are in encrypted rooms write these.
 * They listen before the first word, so that each gets every key, but not before the other rooms are written: the
 * homeserver would tell each of them each word. Signs all out at the end.
 */
export async function writeEncrypted(rooms: () => Promise<readonly MadeRoom[]>, deps: Deps): Promise<void> {
  const { info, people } = deps
  const devices = new Map<string, Device>()
  try {
    await startAll(info, people, devices)
    deps.onCodes(Object.fromEntries(people.all.map(({ id }) => [id, codeOf(devices, id)])))
    await deps.quiet
    const made = await rooms()
    const members = new Set(made.flatMap(({ room }) => room.members))
    const listeners = [...members].map((name) => deviceOf(devices, people.byFirstName(name).id))
    await Promise.all(listeners.map((device) => device.listen()))
    for (const { room, roomId } of made) {
      const send: SayDeps['send'] = (event) => deviceOf(devices, people.byFirstName(event.sender).id).send(event)
      await sayAll(room, roomId, { ...deps, send })
    }
    const plans = made.map(({ room }) => room)
    await Promise.all(
      people.all.map((person) => deviceOf(devices, person.id).untilBackedUp(keysOf(plans, firstNameOf(person))))
    )
  } finally {
    await Promise.all([...devices.values()].map((device) => device.end()))
  }
}

async function startAll(info: StackInfo, people: People, devices: Map<string, Device>): Promise<void> {
  await Promise.all(people.all.map(async (person) => devices.set(person.id, await startDevice(info, person))))
}

function deviceOf(devices: ReadonlyMap<string, Device>, id: string): Device {
  const device = devices.get(id)
  if (device === undefined) throw new Error(`${id} has no device`)
  return device
}

const codeOf = (devices: ReadonlyMap<string, Device>, id: string): string => deviceOf(devices, id).recoveryCode
