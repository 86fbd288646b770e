import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { systemRandom } from '../clock'
import { SyncError } from '../errors'
import { findInNetrc } from './netrc'
import type { Options } from './options'

interface Credentials {
  readonly loginName: string
  readonly appPassword: string
}

/** What every request carries, as the options have it. @throws SyncError `signedOut` when nobody is named. */
export function readIdentity(options: Options): {
  readonly credentials: Credentials
  readonly userAgent: string
  readonly requestId: () => string
} {
  return {
    credentials: readCredentials(options),
    userAgent: `Samverk/0.1.0 (${process.platform}; samverk-sync)`,
    requestId: () => systemRandom.hex(16)
  }
}

function readCredentials({ password: source, user, server }: Options): Credentials {
  switch (source.kind) {
    case 'given':
      return { loginName: user ?? '', appPassword: source.password }
    case 'file':
      return { loginName: user ?? '', appPassword: readFileSync(source.file, 'utf8').trim() }
    case 'netrc': {
      const text = readFileSync(process.env['NETRC'] ?? join(homedir(), '.netrc'), 'utf8')
      const found = findInNetrc(text, new URL(server).hostname, user)
      if (found === undefined) throw new SyncError('signedOut', 'the netrc file does not name this server')
      return { loginName: found.user, appPassword: found.password }
    }
  }
}

/** Certificate authorities to trust, in PEM. */
export function readAuthorities({ caFile }: Options): string | undefined {
  return caFile === undefined ? undefined : readFileSync(caFile, 'utf8')
}

export function linesOf(file: string | undefined): readonly string[] {
  return file === undefined ? [] : readFileSync(file, 'utf8').split(/\r?\n/u).filter(Boolean)
}

/** The journal that was named; else one for each folder, account and place, where programs keep their state. */
export function journalPathOf({ journal, folder, server, user, path }: Options): string {
  if (journal !== undefined) return journal
  const state = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state')
  const key = createHash('sha256').update([folder, server, user, path].join('\n')).digest('hex')
  return join(state, 'samverk-sync', `${key.slice(0, 24)}.sqlite`)
}

/** Whose files the journal describes, by the names that the server uses. */
export function accountOf(userId: string, { server, path }: Options): string {
  return userId + placeOf({ server, path })
}

/** The person of such an account; undefined when it is one of another place. */
export function userIdIn(account: string, options: Options): string | undefined {
  const place = placeOf(options)
  return account.endsWith(place) && account.length > place.length ? account.slice(0, -place.length) : undefined
}

function placeOf({ server, path }: Pick<Options, 'server' | 'path'>): string {
  return `@${new URL(server).host}${path === '' ? '' : `/${path}`}`
}
