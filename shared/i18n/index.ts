import type { Language } from '../model/settings'
import { appTexts } from './app'
import { chatTexts } from './chat'
import { documentTexts } from './document'
import { filesTexts } from './files'
import { filesConflictTexts } from './filesConflict'
import { filesPlaceTexts } from './filesPlace'
import { filesWorkTexts } from './filesWork'
import { meetingTexts } from './meeting'
import { newDocumentTexts } from './newDocument'
import { roomTexts } from './room'
import { signinTexts } from './signin'
import { syncSettingsTexts } from './syncSettings'
import { trafficTexts } from './traffic'
import { trayTexts } from './tray'
import { versionTexts } from './versions'

/** Every text by its key, in every language. */
export const texts = {
  sv: {
    ...appTexts.sv,
    ...chatTexts.sv,
    ...documentTexts.sv,
    ...filesTexts.sv,
    ...filesConflictTexts.sv,
    ...filesPlaceTexts.sv,
    ...filesWorkTexts.sv,
    ...meetingTexts.sv,
    ...newDocumentTexts.sv,
    ...roomTexts.sv,
    ...signinTexts.sv,
    ...syncSettingsTexts.sv,
    ...trafficTexts.sv,
    ...trayTexts.sv,
    ...versionTexts.sv
  },
  en: {
    ...appTexts.en,
    ...chatTexts.en,
    ...documentTexts.en,
    ...filesTexts.en,
    ...filesConflictTexts.en,
    ...filesPlaceTexts.en,
    ...filesWorkTexts.en,
    ...meetingTexts.en,
    ...newDocumentTexts.en,
    ...roomTexts.en,
    ...signinTexts.en,
    ...syncSettingsTexts.en,
    ...trafficTexts.en,
    ...trayTexts.en,
    ...versionTexts.en
  }
} satisfies Record<Language, Record<string, string>>

export type TextKey = keyof (typeof texts)['sv']
export type TextValues = Readonly<Record<string, string | number>>

/**
 * The text of a key in a language; `{name}` stands for a value, numbers are written as the language does. A `count` of
 * one has a text of its own where there is one: the key with `One` after it.
 */
export function translate(language: Language, key: TextKey, values: TextValues = {}): string {
  const all: Readonly<Record<string, string>> = texts[language]
  const ofOne = values.count === 1 ? all[`${key}One`] : undefined
  return (ofOne ?? texts[language][key]).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? new Intl.NumberFormat(locale(language)).format(value) : (value ?? whole)
  })
}

/** The locale for dates, numbers and sorting. */
export const locale = (language: Language): string => (language === 'sv' ? 'sv-SE' : 'en-GB')
