import { z } from 'zod'
import { parseJson } from '../../shared/json'
import type { SendHttp } from '../net/request'

export interface FilesSession {
  readonly loginName: string
  /** The user id in WebDAV paths; with directory log-in it differs from the log-in name. */
  readonly userId: string
  readonly appPassword: string
}

const ocs = <T extends z.ZodType>(data: T) => z.object({ ocs: z.object({ data }) })
const appPasswordSchema = ocs(z.object({ apppassword: z.string().min(1) }))
const refusalSchema = z.object({ ocs: z.object({ meta: z.object({ message: z.string() }) }) })
// Who is called 1234 may come as a number.
const userSchema = ocs(z.object({ id: z.union([z.string().min(1), z.number().transform(String)]) }))

/** `Basic` credentials (RFC 7617). */
export const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

/**
 * Changes the password for an app password at once (Nextcloud, `core/getapppassword`), so that it is never kept.
 * Undefined when the server refuses it: then it wants its own sign-in.
 */
export async function signInToFiles(
  send: SendHttp,
  baseUrl: string,
  loginName: string,
  password: string,
  userAgent: string
): Promise<FilesSession | undefined> {
  const ask = (path: string, secret: string) =>
    send({
      url: `${baseUrl}${path}?format=json`,
      timeoutMs: 30_000,
      headers: { Authorization: basic(loginName, secret), 'OCS-APIRequest': 'true', 'User-Agent': userAgent }
    })
  const granted = await ask('/ocs/v2.php/core/getapppassword', password)
  const answer = parseJson(granted.body.toString('utf8'))
  const made = appPasswordSchema.safeParse(answer).data?.ocs.data.apppassword
  // Who has two-factor sign-in types an app password: the server says that it is one, and gives no other for it. Any
  // other refusal is one: the account's own password is never kept.
  const isOne =
    granted.status === 403 && /apppassword/i.test(refusalSchema.safeParse(answer).data?.ocs.meta.message ?? '')
  const appPassword = granted.status === 200 ? made : isOne ? password : undefined
  if (appPassword === undefined) return undefined
  const user = userSchema.safeParse(parseJson((await ask('/ocs/v2.php/cloud/user', appPassword)).body.toString('utf8')))
  return user.success ? { loginName, userId: user.data.ocs.data.id, appPassword } : undefined
}

/** Revokes the app password on the server. */
export async function signOutOfFiles(send: SendHttp, baseUrl: string, session: FilesSession): Promise<void> {
  await send({
    url: `${baseUrl}/ocs/v2.php/core/apppassword`,
    method: 'DELETE',
    headers: { Authorization: basic(session.loginName, session.appPassword), 'OCS-APIRequest': 'true' }
  })
}
