import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describe as describeItem, isVersion } from './identity'

it.each(['id', 'sizeBytes', 'mtimeNs', 'ctimeNs'] as const)('another %s is another version', (part) => {
  const version = { id: '1:2:3', sizeBytes: 5, mtimeNs: '7', ctimeNs: '9' }
  const entry = { ...version, name: 'f', kind: 'file', hash: '', hasIgnored: false, isOpen: false } as const
  expect(isVersion(entry, version)).toBe(true)
  expect(isVersion({ ...entry, [part]: part === 'sizeBytes' ? 6 : '4' }, version)).toBe(false)
})

it('a folder keeps its identity through a rename, however many folders are in it', () => {
  const base = mkdtempSync(join(tmpdir(), 'samverk-identity-'))
  try {
    const folder = join(base, 'before')
    mkdirSync(join(folder, 'inner'), { recursive: true })
    const before = describeItem(statSync(folder, { bigint: true }), 'before')?.id
    expect(before).toBeTypeOf('string')
    renameSync(folder, join(base, 'after'))
    expect(describeItem(statSync(join(base, 'after'), { bigint: true }), 'after')?.id).toBe(before)
  } finally {
    rmSync(base, { recursive: true })
  }
})
