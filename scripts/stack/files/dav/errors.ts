import { escapeXml } from './xml'

/** A refusal as the server writes it: status, the exception's name that clients look at, and a message for people. */
export class DavError extends Error {
  readonly code = 'dav'

  constructor(
    readonly status: number,
    readonly exception: string,
    message = '',
    readonly headers: Readonly<Record<string, string>> = {}
  ) {
    super(message)
  }
}

const sabre = (status: number, name: string) => (message?: string, headers?: Record<string, string>) =>
  new DavError(status, `Sabre\\DAV\\Exception\\${name}`, message, headers)

export const badRequest = sabre(400, 'BadRequest')
export const forbidden = sabre(403, 'Forbidden')
export const notFound = sabre(404, 'NotFound')
export const methodNotAllowed = sabre(405, 'MethodNotAllowed')
export const conflict = sabre(409, 'Conflict')
export const lengthRequired = sabre(411, 'LengthRequired')
export const preconditionFailed = sabre(412, 'PreconditionFailed')
export const tooLarge = sabre(413, 'PayloadTooLarge')
export const rangeNotSatisfiable = sabre(416, 'RequestedRangeNotSatisfiable')
export const notImplemented = sabre(501, 'NotImplemented')
export const insufficientStorage = sabre(507, 'InsufficientStorage')
export const unsupportedMedia = sabre(415, 'UnsupportedMediaType')
export const locked = sabre(423, 'Locked')
export const invalidPath = (message: string) =>
  new DavError(400, 'OCA\\DAV\\Connector\\Sabre\\Exception\\InvalidPath', message)
export const notSignedIn = () =>
  new DavError(
    401,
    'Sabre\\DAV\\Exception\\NotAuthenticated',
    'No public access to this resource., Username or password was incorrect',
    {
      'WWW-Authenticate': 'Basic realm="Nextcloud", charset="UTF-8"'
    }
  )
export const inMaintenance = () =>
  new DavError(503, 'OCA\\DAV\\Exception\\ServerMaintenanceMode', 'System is in maintenance mode.', {
    'X-Nextcloud-Maintenance-Mode': '1'
  })

export const errorXml = (error: DavError): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">
  <s:exception>${escapeXml(error.exception)}</s:exception>
  <s:message>${escapeXml(error.message)}</s:message>
</d:error>
`
