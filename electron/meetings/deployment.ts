import type { Meeting, MeetingConfig, MeetingProblem } from '../../shared/model/meeting'
import { failure, success, type Result } from '../../shared/result'
import { HttpError, type SendHttp } from '../net/request'
import { evaluateConfig } from './evaluateConfig'
import { readConfig } from './readConfig'
import type { ProgramRecord } from './record'

const configMaxBytes = 512 * 1024
const libraryMaxBytes = 8 * 1024 * 1024
const settingsKeptMs = 24 * 3_600_000

/** What a meeting window runs on: validated settings and the library's bytes. */
export interface Deployment {
  readonly config: MeetingConfig
  readonly library: Uint8Array
}

interface DeploymentPorts {
  readonly send: () => SendHttp
  readonly record: ProgramRecord
  readonly isAllowed: (host: string) => boolean
  readonly nowMs: () => number
}

export type LoadDeployment = (meeting: Meeting) => Promise<Result<Deployment, MeetingProblem>>

/** Fetches a meeting server's settings and library through the guard. The last good settings serve for 24 hours. */
export function createDeploymentLoader({ send, record, isAllowed, nowMs }: DeploymentPorts): LoadDeployment {
  const lastGood = new Map<string, { readonly settings: unknown; readonly atMs: number }>()

  const fetchBytes = async (url: string, maxBytes: number) => {
    const { host } = new URL(url)
    const answer = await send()({ url, maxBytes, mayRedirect: (next) => next.host === host })
    if (answer.status !== 200) throw new HttpError('unreachable', url)
    record.note(url.replace(/\?.*$/, ''), answer.body)
    return answer.body
  }
  const settingsOf = async ({ host, folder, room }: Meeting): Promise<unknown> => {
    const url = `https://${host}${folder}config.js`
    const remembered = lastGood.get(url)
    try {
      const script = await fetchBytes(`${url}?room=${encodeURIComponent(room)}`, configMaxBytes)
      const settings = await evaluateConfig(script.toString('utf8'))
      if (settings !== undefined) lastGood.set(url, { settings, atMs: nowMs() })
      return settings
    } catch (error) {
      if (!remembered || nowMs() - remembered.atMs > settingsKeptMs) throw error
      return remembered.settings
    }
  }
  return async (meeting) => {
    const { host } = meeting
    const libraryUrl = `https://${host}${meeting.folder}libs/lib-jitsi-meet.min.js`
    const [settings, library] = await Promise.allSettled([
      settingsOf(meeting),
      fetchBytes(libraryUrl, libraryMaxBytes).catch((error: unknown) => {
        // Deployments with folders of their own often keep one library for all.
        if (meeting.folder === '/') throw error
        return fetchBytes(`https://${host}/libs/lib-jitsi-meet.min.js`, libraryMaxBytes)
      })
    ])
    if (settings.status === 'rejected') return failure(problemOf(settings.reason, host, 'serverDown'))
    if (library.status === 'rejected') return failure(problemOf(library.reason, host, 'noLibrary'))
    const config = readConfig(settings.value, meeting, isAllowed)
    return config ? success({ config, library: library.value }) : failure({ code: 'notUnderstood', host })
  }
}

function problemOf(error: unknown, host: string, otherwise: 'serverDown' | 'noLibrary'): MeetingProblem {
  return { code: error instanceof HttpError && error.code === 'certificate' ? 'certificate' : otherwise, host }
}
