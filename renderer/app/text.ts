import { translate, type TextKey, type TextValues } from '../../shared/i18n'
import { appStore, useApp } from './store'

export type Translate = (key: TextKey, values?: TextValues) => string

/** The text function in the chosen language; views that use it follow a change of language. */
export function useText(): Translate {
  const language = useApp(({ settings }) => settings.language)
  return (key, values) => translate(language, key, values)
}

/** The same outside React, for commands. */
export const text: Translate = (key, values) => translate(appStore.getState().settings.language, key, values)
