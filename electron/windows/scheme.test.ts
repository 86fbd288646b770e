import { expect, it, vi } from 'vitest'
import { bundlePath } from './scheme'

vi.mock('electron', () => ({ protocol: {} }))

it.each([
  ['samverk-app://main/', 'index.html'],
  ['samverk-app://main/assets/a-b_1.js', 'assets/a-b_1.js'],
  ['samverk-app://main/a.js?x#y', 'a.js'],
  ['samverk-app://main/../../etc/passwd', 'etc/passwd'],
  ['samverk-app://main/%2e%2e/a.js', 'a.js'],
  ['samverk-app://main/..%2fa.js', undefined],
  ['samverk-app://main/.env', undefined],
  ['samverk-app://main/a//b.js', undefined],
  ['samverk-app://main/a%00.js', undefined],
  ['samverk-app://main/C:/a.js', undefined],
  ['samverk-app://meeting/a.js', undefined],
  ['skräp', undefined]
])('%s names %s in the bundle', (url, path) => {
  expect(bundlePath(url, { host: 'main', entry: 'index.html' })).toBe(path)
})
