import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDevelopment } from './development'

let directory: string
let file: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'samverk-development-'))
  file = join(directory, 'development.json')
  const authority = join(directory, 'ca.pem')
  writeFileSync(authority, 'PEM')
  writeFileSync(
    file,
    JSON.stringify({ version: 1, hosts: { 'a.insjoverket.test:443': 20443 }, certificateAuthorities: [authority] })
  )
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

it('points a development run at the local servers and their CA', () => {
  expect(readDevelopment(file, false)).toEqual({
    hosts: { 'a.insjoverket.test:443': 20443 },
    certificateAuthorities: ['PEM']
  })
})

it('is refused by a packaged app, whatever the variable says', () => {
  expect(readDevelopment(file, true)).toBeUndefined()
  expect(readDevelopment('/finns/inte', true)).toBeUndefined()
})

it('is absent without the variable', () => {
  expect(readDevelopment(undefined, false)).toBeUndefined()
})

it('stops a start with a file that is not understood', () => {
  const wrong = join(directory, 'wrong.json')
  writeFileSync(wrong, JSON.stringify({ version: 1, hosts: { 'a:443': 0 }, certificateAuthorities: [] }))
  expect(() => readDevelopment(wrong, false)).toThrow()
})
