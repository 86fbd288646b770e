import { z } from '../zod'

export const languages = ['sv', 'en'] as const
export const themes = ['system', 'light', 'dark', 'hc'] as const
export const densities = ['comfortable', 'compact'] as const

/** What the user chose; kept in settings.json, never a secret. */
export const settingsSchema = z.object({
  language: z.enum(languages),
  theme: z.enum(themes),
  density: z.enum(densities),
  doNotDisturb: z.boolean()
})

export type Settings = z.infer<typeof settingsSchema>
export type Language = Settings['language']

export const defaultSettings: Settings = {
  language: 'sv',
  theme: 'system',
  density: 'comfortable',
  doNotDisturb: false
}
