import { describe, expect, it } from 'vitest'
import { languages } from '../model/settings'
import { texts, translate, type TextKey } from '.'

const keys = Object.keys(texts.sv) as TextKey[]
const valuesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()

describe('the texts', () => {
  it.each(languages)('are all there in %s, and say something', (language) => {
    expect(Object.keys(texts[language]).sort()).toEqual([...keys].sort())
    for (const key of keys) expect(texts[language][key].trim(), key).not.toBe('')
  })

  it('stand for the same values in every language', () => {
    for (const key of keys)
      for (const language of languages) expect(valuesIn(texts[language][key]), key).toEqual(valuesIn(texts.sv[key]))
  })

  it('of one are of a text that counts', () => {
    for (const key of keys.filter((one) => one.endsWith('One'))) {
      const counted = keys.find((one) => `${one}One` === key)
      if (counted) expect(texts.sv[counted], key).toContain('{count}')
    }
  })
})

describe('a count', () => {
  it('of one has its own text where there is one', () => {
    expect(translate('en', 'files.bar.conflicts', { count: 1 })).toBe('1 conflict to resolve')
    expect(translate('en', 'files.bar.conflicts', { count: 2 })).toBe('2 conflicts to resolve')
    expect(translate('en', 'files.accessGiven', { count: 1, name: 'Plan.txt' })).toBe('Plan.txt is shared with 1 more.')
  })

  it('is written as the language does', () => {
    expect(translate('en', 'chat.members', { count: 1200 })).toBe('1,200 members')
  })
})
