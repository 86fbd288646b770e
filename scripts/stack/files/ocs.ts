import type { Request, Response } from 'express'

import type { Account } from './store/accounts'
import { availableBytes } from './context'
import type { FilesServer } from './context'
import { escapeXml } from './dav/xml'

export const version = { version: '31.0.9.1', versionstring: '31.0.9' }

/** `/status.php`. */
export const statusDocument = (maintenance: boolean) => ({
  installed: true,
  maintenance,
  needsDbUpgrade: false,
  ...version,
  edition: '',
  productname: 'Nextcloud',
  extendedSupport: false
})

/** Only what this server does: no trash, versions, shares, locks or push yet, and no `checksums`, as recorded. */
export const capabilities = {
  core: { pollinterval: 60, 'webdav-root': 'remote.php/webdav' },
  bruteforce: { delay: 0 },
  dav: { chunking: '1.0' },
  files: {
    bigfilechunking: true,
    blacklisted_files: ['.htaccess'],
    chunked_upload: { max_size: 10 * 1024 * 1024, max_parallel_count: 5 },
    forbidden_filenames: ['.htaccess'],
    forbidden_filename_basenames: [],
    forbidden_filename_characters: ['\\', '/'],
    forbidden_filename_extensions: [],
    undelete: false,
    versioning: false
  }
}

export const publicCapabilities = { bruteforce: capabilities.bruteforce }

export const capabilitiesDocument = (forPerson: boolean) => ({
  version: { major: 31, minor: 0, micro: 9, string: version.versionstring, edition: '', extendedSupport: false },
  capabilities: forPerson ? capabilities : publicCapabilities
})

/** `cloud/user`: the one place from which a client learns the user id that its paths need. */
export function userDocument(server: FilesServer, account: Account) {
  const used = server.tree.home(account.id).size
  const free = availableBytes(server, account)
  const total = account.quota ?? used
  return {
    id: account.id,
    enabled: true,
    backend: 'Database',
    quota: {
      free: free ?? -3,
      used,
      total,
      relative: account.quota === null || account.quota === 0 ? 0 : Math.round((used / account.quota) * 10_000) / 100,
      quota: account.quota ?? -3
    },
    email: account.address,
    displayname: account.name,
    'display-name': account.name,
    groups: [],
    language: 'sv',
    locale: 'sv_SE'
  }
}

type OcsReply = { readonly status: number; readonly message?: string; readonly data?: unknown }

/**
 * Wraps data as OCS does: version 1 always answers HTTP 200 with 100 for success (but 401 stays 401), version 2 uses
 * the HTTP status. JSON when asked for, XML otherwise.
 */
export function sendOcs(request: Request, response: Response, reply: OcsReply): void {
  const isFirst = request.originalUrl.startsWith('/ocs/v1.php')
  const isGood = reply.status < 300
  const statuscode = isFirst ? (isGood ? 100 : reply.status === 401 ? 997 : reply.status) : reply.status
  const meta = { status: isGood ? 'ok' : 'failure', statuscode, message: reply.message ?? (isGood ? 'OK' : '') }
  const body = { ocs: { meta, data: reply.data ?? [] } }
  response.status(isFirst && reply.status !== 401 ? 200 : reply.status)
  const wantsJson = request.query['format'] === 'json' || (request.get('accept') ?? '').includes('application/json')
  if (wantsJson) response.json(body)
  else response.type('application/xml').send(`<?xml version="1.0"?>\n${toXml('ocs', body.ocs)}\n`)
}

function toXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return `<${name}>${value.map((item) => toXml('element', item)).join('')}</${name}>`
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, item]) => toXml(key, item))
    return `<${name}>${inner.join('')}</${name}>`
  }
  const text =
    typeof value === 'boolean' ? (value ? '1' : '') : typeof value === 'string' ? value : JSON.stringify(value)
  return `<${name}>${escapeXml(text)}</${name}>`
}
