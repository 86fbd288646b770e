import type { Language } from '../model/settings'

/** A name as whose: `Ingrids`, `Lars`, `Max`; in English `Ingrid’s`, `James’s`. */
export function genitive(name: string, language: Language): string {
  if (language === 'en') return `${name}’s`
  // Swedish adds nothing to what ends in that sound already.
  return /[sxzß]$/iu.test(name) ? name : `${name}s`
}

/** What colleagues call somebody. */
export const firstName = (name: string): string => name.trim().split(/\s+/u, 1)[0] ?? name
