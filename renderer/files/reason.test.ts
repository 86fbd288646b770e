import { expect, it } from 'vitest'
import { translate } from '../../shared/i18n'
import type { Translate } from '../app/text'
import { reasonOf } from './reason'

const t: Translate = (key, values) => translate('sv', key, values)
const teams = [
  { path: 'Sjödata 2026', kind: 'folder', isShared: true, mount: 'team' },
  { path: 'Från Johan', kind: 'folder', isShared: true, mount: 'shared' }
] as const

it('a team’s space that is used up is said to be the team’s', () => {
  expect(reasonOf('Sjödata 2026/Avtal/a.txt', 'quotaExceeded', teams, t)).toContain('Utrymmet i Sjödata 2026 är slut')
  for (const path of ['egen.txt', 'Sjödata 2026 utkast/a.txt', 'Från Johan/a.txt'])
    expect(reasonOf(path, 'quotaExceeded', teams, t)).toContain('Utrymmet på servern är slut')
  expect(reasonOf('Sjödata 2026/a.txt', 'noPermission', teams, t)).toContain('Du får inte ändra här')
})
