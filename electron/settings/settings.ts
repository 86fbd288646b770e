import Store from 'electron-store'
import { z } from 'zod'
import { meetingChoicesSchema } from '../../shared/model/meeting'
import { defaultSettings, settingsSchema, type Settings } from '../../shared/model/settings'

/** What is remembered about the account beside its secrets. */
const accountSchema = z.object({
  partition: z.string(),
  address: z.string(),
  displayName: z.string(),
  services: z.object({
    name: z.string(),
    domain: z.string(),
    chat: z.object({ baseUrl: z.url(), userId: z.string() }),
    files: z.object({ baseUrl: z.url(), loginName: z.string() }).optional(),
    meetings: z.object({ baseUrl: z.url() }).optional(),
    calendar: z.object({ baseUrl: z.url() }).optional()
  })
})

const boundsSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  maximised: z.boolean()
})

const fileSchema = z.object({
  settings: settingsSchema.partial().catch({}),
  account: accountSchema.optional().catch(undefined),
  earlierAddresses: z.array(z.string()).catch([]),
  bounds: boundsSchema.optional().catch(undefined),
  meetingChoices: meetingChoicesSchema.optional().catch(undefined),
  saidStaysInTray: z.boolean().catch(false),
  /** By account; what it holds is read by the sync itself. */
  sync: z.record(z.string(), z.unknown()).catch({})
})

export type StoredAccount = z.infer<typeof accountSchema>
export type WindowBounds = z.infer<typeof boundsSchema>
type File = z.infer<typeof fileSchema>

export interface SettingsStore {
  readonly get: () => Settings
  readonly set: (change: Partial<Settings>) => Settings
  readonly onChange: (listener: (settings: Settings) => void) => void
  readonly read: <Key extends keyof Omit<File, 'settings'>>(key: Key) => File[Key]
  readonly write: <Key extends keyof Omit<File, 'settings'>>(key: Key, value: File[Key]) => void
}

/** `settings.json`: what the user chose and where things were. Damaged values fall back to their defaults. */
export function openSettings(directory: string): SettingsStore {
  const store = new Store<Record<string, unknown>>({
    name: 'settings',
    cwd: directory,
    configFileMode: 0o600,
    clearInvalidConfig: true
  })
  const listeners: ((settings: Settings) => void)[] = []
  const file = () =>
    fileSchema.parse({ settings: {}, earlierAddresses: [], saidStaysInTray: false, sync: {}, ...store.store })
  const get = (): Settings => ({ ...defaultSettings, ...withoutUndefined(file().settings) })
  return {
    get,
    set: (change) => {
      const settings = { ...get(), ...withoutUndefined(change) }
      store.set('settings', settings)
      for (const listener of listeners) listener(settings)
      return settings
    },
    onChange: (listener) => void listeners.push(listener),
    read: (key) => file()[key],
    write: (key, value) => {
      if (value === undefined) store.delete(key)
      else store.set(key, value)
    }
  }
}

function withoutUndefined<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
}
