import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const tokensOf = (theme: string): readonly string[] =>
  [...readFileSync(join(import.meta.dirname, `${theme}.css`), 'utf8').matchAll(/^\s*(--[\w-]+):/gm)]
    .map(([, name = '']) => name)
    .sort()

test.each(['dark', 'highContrast', 'forcedColors'])('%s gives every colour that the light theme has', (theme) => {
  expect(tokensOf('light').length).toBeGreaterThan(50)
  expect(tokensOf(theme)).toEqual(tokensOf('light'))
})

test('with forced colours each is one of the system’s, but for what darkens the page behind a dialog', () => {
  const css = readFileSync(join(import.meta.dirname, 'forcedColors.css'), 'utf8')
  const literal = [...css.matchAll(/(--[\w-]+): [^;]*(?:#|rgb)[^;]*;/g)].map(([, name]) => name)
  expect(literal).toEqual(['--bg-scrim'])
})
