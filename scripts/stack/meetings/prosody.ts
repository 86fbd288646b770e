import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { fingerprintOf } from '../fingerprint'
import type { ServerCommand } from '../process'
import { focusDomain, mucDomain, xmppDomain } from './names'

export type ProsodySettings = {
  readonly dir: string
  readonly httpPort: number
  readonly componentPort: number
  readonly componentSecret: string
}

/**
 * Settings of Debian's Prosody with a directory of its own: websocket and BOSH on loopback, anonymous people, rooms
 * for anybody. Nothing of /etc/prosody is read, and no other server is ever spoken to.
 */
export function prepareProsody(settings: ProsodySettings): ServerCommand {
  mkdirSync(resolve(settings.dir, 'data'), { recursive: true })
  mkdirSync(resolve(settings.dir, 'certs'), { recursive: true })
  const content = prosodyConfig(settings)
  const file = resolve(settings.dir, 'prosody.cfg.lua')
  writeFileSync(file, content, { mode: 0o600 })
  return {
    name: 'prosody',
    command: '/usr/bin/prosody',
    args: ['-F', '--config', file],
    fingerprint: fingerprintOf(content, [])
  }
}

const prosodyConfig = ({ dir, httpPort, componentPort, componentSecret }: ProsodySettings): string => `
run_as_root = true
pidfile = ${lua(resolve(dir, 'prosody.pid'))}
data_path = ${lua(resolve(dir, 'data'))}
certificates = ${lua(resolve(dir, 'certs'))}
log = { { levels = { min = "info" }, to = "console" } }
storage = "memory"

interfaces = { "127.0.0.1" }
c2s_ports = {}
c2s_direct_tls_ports = {}
http_interfaces = { "127.0.0.1" }
http_ports = { ${httpPort} }
https_ports = {}
component_interfaces = { "127.0.0.1" }
component_ports = { ${componentPort} }
http_default_host = ${lua(xmppDomain)}
trusted_proxies = { "127.0.0.1" }

modules_enabled = { "saslauth", "disco", "ping", "websocket", "bosh", "smacks" }
modules_disabled = { "s2s", "offline", "tls" }
c2s_require_encryption = false
-- How long somebody whose connection broke stays visible in the room, as deployments have it.
smacks_hibernation_time = 60
consider_websocket_secure = true
consider_bosh_secure = true

VirtualHost ${lua(xmppDomain)}
  authentication = "anonymous"

Component ${lua(mucDomain)} "muc"
  restrict_room_creation = false
  muc_room_locking = false
  -- Members without a visible address are left out by the library.
  muc_room_default_public_jids = true

Component ${lua(focusDomain)}
  component_secret = ${lua(componentSecret)}
`

const lua = (text: string): string => JSON.stringify(text)
