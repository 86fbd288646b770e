import { describe, expect, it } from 'vitest'
import { findInNetrc } from './netrc'
import { readOptions } from './options'
import type { Options } from './options'

function read(...argv: string[]): Options {
  const wish = readOptions(argv)
  if (wish.kind !== 'run') throw new Error(wish.kind === 'wrong' ? wish.reason : wish.kind)
  return wish.options
}

const WHO = ['--user', 'anna', '--password-file', '/secret']
const WHERE = ['/folder', 'https://moln.insjoverket.test']

describe('the command line', () => {
  it('needs a folder, a server and who it is', () => {
    expect(read(...WHO, ...WHERE)).toMatchObject({
      folder: '/folder',
      server: 'https://moln.insjoverket.test',
      user: 'anna',
      password: { kind: 'file', file: '/secret' },
      mode: 'once',
      output: 'lines',
      maxRetries: 3,
      path: ''
    })
    expect(readOptions([])).toMatchObject({ kind: 'wrong' })
    expect(readOptions([...WHO, '/folder'])).toMatchObject({ kind: 'wrong' })
    expect(readOptions(['--user', 'anna', ...WHERE])).toMatchObject({ kind: 'wrong' })
    expect(readOptions([...WHO, ...WHERE, '/more'])).toMatchObject({ kind: 'wrong' })
    expect(readOptions([...WHO, ...WHERE, '--unknown'])).toMatchObject({ kind: 'wrong' })
    expect(readOptions(['--help'])).toEqual({ kind: 'help' })
    expect(readOptions(['-v'])).toEqual({ kind: 'version' })
  })

  it('allows plain http to this computer only', () => {
    expect(readOptions([...WHO, '/folder', 'http://moln.insjoverket.test'])).toMatchObject({ kind: 'wrong' })
    expect(readOptions([...WHO, '/folder', 'ftp://moln.insjoverket.test'])).toMatchObject({ kind: 'wrong' })
    expect(read(...WHO, '/folder', 'http://127.0.0.1:8080').server).toBe('http://127.0.0.1:8080')
    expect(read(...WHO, '/folder', 'http://localhost:8080/cloud/').server).toBe('http://localhost:8080/cloud')
    expect(read(...WHO, '/folder', 'moln.insjoverket.test').server).toBe('https://moln.insjoverket.test')
  })

  it('takes the name from the address, and cuts an old WebDAV path off', () => {
    const options = read('-n', '/folder', 'https://bj%C3%B6rn@moln.insjoverket.test/remote.php/webdav/')
    expect(options).toMatchObject({
      user: 'björn',
      server: 'https://moln.insjoverket.test',
      password: { kind: 'netrc' }
    })
  })

  it('takes the options of the official client', () => {
    const more = [
      '-s',
      '--path',
      '/Gemensamt/Ärenden/',
      '--exclude',
      'x',
      '--unsyncedfolders',
      'u',
      '--max-sync-retries',
      '7'
    ]
    const limits = ['--uplimit', '100', '--downlimit', '0', '--trust', 'ca.pem', '--logfile', '-', '--non-interactive']
    expect(read(...WHO, ...more, ...limits, ...WHERE)).toMatchObject({
      output: 'silent',
      path: 'Gemensamt/Ärenden',
      excludeFile: 'x',
      unsyncedFile: 'u',
      maxRetries: 7,
      upBytesPerSecond: 100_000,
      downBytesPerSecond: undefined,
      caFile: 'ca.pem',
      logFile: '-'
    })
  })

  it('does one thing at a time', () => {
    expect(readOptions([...WHO, ...WHERE, '--watch', '--dry-run'])).toMatchObject({ kind: 'wrong' })
    expect(read(...WHO, ...WHERE, '--dry-run').mode).toBe('dryRun')
    expect(read(...WHO, ...WHERE, '--watch').mode).toBe('watch')
  })
})

describe('a netrc file', () => {
  const text = `# ours
machine moln.insjoverket.test login anna password app-1
machine other.test
  login bjorn
  password app-2
default login gast password app-3`

  it.each([
    ['moln.insjoverket.test', undefined, { user: 'anna', password: 'app-1' }],
    ['other.test', undefined, { user: 'bjorn', password: 'app-2' }],
    ['third.test', undefined, { user: 'gast', password: 'app-3' }],
    ['other.test', 'bjorn', { user: 'bjorn', password: 'app-2' }],
    ['other.test', 'anna', undefined]
  ])('names %s as %s', (host, user, expected) => {
    expect(findInNetrc(text, host, user)).toEqual(expected)
  })
})
