import { expect, it } from 'vitest'
import { translate } from '../../../../shared/i18n'
import type { SyncPhase, SyncProgress, SyncStatus } from '../../../../shared/model/sync'
import type { Translate } from '../../../app/text'
import type { Away } from '../../connection'
import { briefPhaseText } from './syncPhase'

const t: Translate = (key, values) => translate('sv', key, values)
const nothing: SyncProgress = {
  ...{ filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null }
}
const brief = (phase: SyncPhase, progress: Partial<SyncProgress> = {}, away?: Away) => {
  const status: SyncStatus = {
    ...{ sequence: 1, phase, progress: { ...nothing, ...progress } },
    ...{ errors: 0, conflicts: 0, waiting: 0, massDelete: null }
  }
  return briefPhaseText(status, away, t)
}

it('the title bar counts files where files are sent or fetched', () => {
  expect(brief({ kind: 'syncing' }, { filesDone: 3, filesTotal: 128 })).toBe('Synkar 3 av 128')
  expect(brief({ kind: 'syncing' })).toBe('Synkar')
})

it.each<SyncPhase>([{ kind: 'idle', lastSyncMs: 1 }, { kind: 'looking' }, { kind: 'paused' }, { kind: 'starting' }])(
  'the title bar says nothing when nothing moves: $kind',
  (phase) => {
    expect(brief(phase, { filesDone: 3, filesTotal: 3 })).toBeUndefined()
  }
)

it('the title bar says that the server is away, also while it is looked for', () => {
  expect(brief({ kind: 'looking' }, {}, { code: 'offline', sinceMs: 1 })).toBe('Frånkopplad')
  expect(brief({ kind: 'looking' }, {}, { code: 'maintenance', sinceMs: 1 })).toBe('Ingen synkning')
})
