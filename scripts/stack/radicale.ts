import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { fingerprintOf } from './fingerprint'
import type { ServerCommand } from './process'

/**
 * Settings of Debian's Radicale, which serves the calendars behind the files server. It believes the header that says
 * who asks: it listens on loopback only and the files server has checked the password.
 */
export function prepareRadicale(dir: string, port: number): ServerCommand {
  mkdirSync(resolve(dir, 'collections'), { recursive: true })
  const content = `[server]
hosts = 127.0.0.1:${port}
max_connections = 40
[auth]
type = http_x_remote_user
[rights]
type = owner_only
[storage]
type = multifilesystem
filesystem_folder = ${resolve(dir, 'collections')}
[web]
type = none
[logging]
level = warning
mask_passwords = True
`
  const file = resolve(dir, 'radicale.conf')
  writeFileSync(file, content, { mode: 0o600 })
  return {
    name: 'radicale',
    // Debian's Python holds the package, whichever other Python comes first in PATH.
    command: '/usr/bin/python3',
    args: ['-m', 'radicale', '--config', file],
    fingerprint: fingerprintOf(content, [])
  }
}

/** Makes each person's first calendar, as the real server does at the first sign-in. */
export async function makeCalendars(port: number, people: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of people) {
    const url = `http://127.0.0.1:${port}/${id}/personal/`
    const headers = { 'X-Remote-User': id, 'Content-Type': 'application/xml' }
    const found = await fetch(url, { method: 'PROPFIND', headers: { ...headers, Depth: '0' } })
    if (found.ok) continue
    const made = await fetch(url, { method: 'MKCALENDAR', headers, body: firstCalendar })
    if (!made.ok) throw new Error(`Cannot make the calendar of ${id}: HTTP ${made.status}`)
  }
}

const firstCalendar = `<?xml version="1.0" encoding="utf-8"?>
<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="http://apple.com/ns/ical/">
  <d:set><d:prop>
    <d:displayname>Personlig</d:displayname>
    <a:calendar-color>#0b6e8f</a:calendar-color>
    <c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>
  </d:prop></d:set>
</c:mkcalendar>`
