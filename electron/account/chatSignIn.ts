import { z } from 'zod'
import { parseJson } from '../../shared/json'
import type { SignInError } from '../../shared/model/account'
import { failure, success, type Result } from '../../shared/result'
import type { SendHttp } from '../net/request'

export interface ChatSession {
  readonly userId: string
  readonly deviceId: string
  readonly accessToken: string
}

const sessionSchema = z.object({ user_id: z.string(), device_id: z.string(), access_token: z.string() })
const errorSchema = z.object({ errcode: z.string(), retry_after_ms: z.number().optional() })

/** Signs in to Matrix with a password and makes a new device (client-server API, `POST /login`). */
export async function signInToChat(
  send: SendHttp,
  baseUrl: string,
  userId: string,
  password: string,
  deviceName: string
): Promise<Result<ChatSession, SignInError>> {
  const answer = await send({
    url: `${baseUrl}/_matrix/client/v3/login`,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    timeoutMs: 30_000,
    body: JSON.stringify({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: userId },
      password,
      initial_device_display_name: deviceName
    })
  })
  const body: unknown = parseJson(answer.body.toString('utf8'))
  const session = sessionSchema.safeParse(body)
  if (answer.status === 200 && session.success) {
    const { user_id, device_id, access_token } = session.data
    return success({ userId: user_id, deviceId: device_id, accessToken: access_token })
  }
  return failure(refusal(answer.status, errorSchema.safeParse(body).data, new URL(baseUrl).host))
}

function refusal(status: number, error: z.infer<typeof errorSchema> | undefined, host: string): SignInError {
  if (error?.errcode === 'M_USER_DEACTIVATED' || error?.errcode === 'M_USER_LOCKED') return { code: 'accountLocked' }
  if (status === 429)
    return { code: 'tooManyAttempts', retryAfterSeconds: Math.ceil((error?.retry_after_ms ?? 30_000) / 1000) }
  if (status === 401 || status === 403) return { code: 'passwordWrong' }
  return { code: 'serverDown', host }
}

/** Ends the device on the server. The caller goes on whatever the answer is. */
export async function signOutOfChat(send: SendHttp, baseUrl: string, accessToken: string): Promise<void> {
  await send({
    url: `${baseUrl}/_matrix/client/v3/logout`,
    method: 'POST',
    headers: { Authorization: `Bearer ${accessToken}` },
    body: '{}'
  })
}

/** The person's own display name, or the local part of the id. */
export async function readDisplayName(send: SendHttp, baseUrl: string, userId: string): Promise<string> {
  const answer = await send({ url: `${baseUrl}/_matrix/client/v3/profile/${encodeURIComponent(userId)}/displayname` })
  const name = z.object({ displayname: z.string().min(1).max(256) }).safeParse(parseJson(answer.body.toString('utf8')))
  return name.data?.displayname ?? userId.slice(1).replace(/:.*$/, '')
}
