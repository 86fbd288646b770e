import type { Request, Response } from 'express'

import { escapeXml } from '../dav/xml'

type OcsReply = { readonly status: number; readonly message?: string; readonly data?: unknown }

/** A refusal of an OCS request, with the text that its meta says. */
export class OcsError extends Error {
  readonly code = 'ocs'

  constructor(
    readonly status: number,
    message: string,
    readonly data?: unknown
  ) {
    super(message)
  }
}

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
    typeof value === 'boolean'
      ? value
        ? '1'
        : ''
      : typeof value === 'string'
        ? value
        : value === null
          ? ''
          : JSON.stringify(value)
  return `<${name}>${escapeXml(text)}</${name}>`
}

/** A parameter of a request, from its body (form or JSON) or else its query; undefined when it is not there. */
export function parameter(request: Request, name: string): string | undefined {
  const body: unknown = request.body
  const own: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  const value = own ?? request.query[name]
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return typeof value === 'boolean' ? (value ? 'true' : 'false') : undefined
}
