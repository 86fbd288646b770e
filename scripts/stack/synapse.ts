import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { writeJson } from './json'
import { installed } from './layout'
import type { ServerCommand } from './process'
import type { Secrets } from './secrets'
import { fingerprintOf } from './fingerprint'

export type SynapseSettings = {
  readonly name: 'synapse' | 'synapse-limits'
  readonly dir: string
  readonly port: number
  readonly serverName: string
  readonly publicHost: string
  readonly rateLimits: 'relaxed' | 'default'
  readonly secrets: Secrets
}

export const seedLocalpart = 'samverk-seed'

/**
 * Writes the homeserver's settings and returns how it is started. Synapse reads YAML, of which JSON is a part.
 * Settings: https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html
 */
export function prepareSynapse(settings: SynapseSettings): ServerCommand {
  mkdirSync(resolve(settings.dir, 'media'), { recursive: true })
  makeSigningKey(resolve(settings.dir, 'signing.key'))
  const config = resolve(settings.dir, 'homeserver.yaml')
  const content = homeserver(settings)
  writeJson(config, content)
  writeJson(resolve(settings.dir, 'log.yaml'), logging)
  writeJson(resolve(settings.dir, 'application-service.yaml'), applicationService(settings))
  return {
    name: settings.name,
    command: installed.python,
    args: ['-m', 'synapse.app.homeserver', '--config-path', config],
    // One malloc arena instead of eight for each core: 30 MB less for a handful of people.
    env: { MALLOC_ARENA_MAX: '1' },
    fingerprint: fingerprintOf([content, applicationService(settings)], [])
  }
}

/** A signing key as Synapse writes it: algorithm, key id, and the seed in base64 without padding. */
function makeSigningKey(file: string): void {
  if (existsSync(file)) return
  const seed = randomBytes(32).toString('base64').replaceAll('=', '')
  writeFileSync(file, `ed25519 a_${randomBytes(2).toString('hex')} ${seed}\n`, { mode: 0o600 })
}

function homeserver(settings: SynapseSettings) {
  const { dir, port, secrets } = settings
  return {
    server_name: settings.serverName,
    public_baseurl: `https://${settings.publicHost}/`,
    pid_file: resolve(dir, 'homeserver.pid'),
    listeners: [
      {
        port,
        type: 'http',
        tls: false,
        bind_addresses: ['127.0.0.1'],
        x_forwarded: true,
        resources: [{ names: ['client'], compress: false }]
      }
    ],
    database: { name: 'sqlite3', args: { database: resolve(dir, 'homeserver.db') } },
    log_config: resolve(dir, 'log.yaml'),
    media_store_path: resolve(dir, 'media'),
    signing_key_path: resolve(dir, 'signing.key'),
    registration_shared_secret: secrets.registration,
    macaroon_secret_key: secrets.macaroon,
    form_secret: secrets.form,
    app_service_config_files: [resolve(dir, 'application-service.yaml')],
    enable_registration: false,
    // Fast sign-in for test people whose passwords are printed anyway.
    bcrypt_rounds: 6,
    max_upload_size: '100M',
    user_directory: { enabled: true, search_all_users: true, prefer_local_users: true },
    presence: { enabled: true },
    // Nothing leaves the machine: no other servers, no keys, no previews, no statistics, no mail.
    federation_domain_whitelist: [],
    allow_public_rooms_over_federation: false,
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    url_preview_enabled: false,
    report_stats: false,
    ...(settings.rateLimits === 'relaxed' ? relaxedLimits : {})
  }
}

const wide = { per_second: 1000, burst_count: 10_000 }

const relaxedLimits = {
  rc_message: wide,
  rc_registration: wide,
  rc_login: { address: wide, account: wide, failed_attempts: wide },
  rc_admin_redaction: wide,
  rc_joins: { local: wide, remote: wide },
  rc_joins_per_room: wide,
  rc_invites: { per_room: wide, per_user: wide, per_issuer: wide },
  rc_3pid_validation: wide,
  rc_media_create: wide,
  rc_key_requests: wide,
  rc_presence: { per_user: wide },
  rc_delayed_event_mgmt: wide,
  rc_reports: wide,
  rc_room_creation: wide,
  rc_user_directory: wide
}

/** Lets the seed write messages with a time of its own (`ts=`) as any of the server's people. */
const applicationService = ({ secrets, serverName }: SynapseSettings) => ({
  id: 'samverk-seed',
  url: null,
  as_token: secrets.applicationService,
  hs_token: secrets.homeserver,
  sender_localpart: seedLocalpart,
  rate_limited: false,
  namespaces: {
    users: [{ exclusive: false, regex: `@.*:${serverName.replaceAll('.', '\\.')}` }],
    aliases: [],
    rooms: []
  }
})

const logging = {
  version: 1,
  formatters: { line: { format: '%(asctime)s %(levelname)s %(name)s %(request)s %(message)s' } },
  handlers: { console: { class: 'logging.StreamHandler', formatter: 'line' } },
  loggers: { 'synapse.access.http': { level: 'INFO' } },
  root: { level: 'WARNING', handlers: ['console'] },
  disable_existing_loggers: false
}
