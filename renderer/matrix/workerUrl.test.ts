import { expect, test } from 'vitest'

import { checkScriptUrl } from './workerUrl'

test('only the app’s own scripts become workers', () => {
  const base = 'https://main.insjoverket.test/index.html'
  expect(checkScriptUrl('./assets/worker-1.js', base)).toBe('https://main.insjoverket.test/assets/worker-1.js')
  for (const url of [
    'https://evil.test/a.js',
    'data:text/javascript,1',
    'blob:https://main.insjoverket.test/x',
    './picture.svg'
  ]) {
    expect(() => checkScriptUrl(url, base)).toThrow(TypeError)
  }
})
