import { z } from 'zod'
import { parseJson } from '../../shared/json'
import type {
  AgencyServices,
  CertificateProblemKey,
  DiscoveredService,
  ServiceName,
  ServiceState
} from '../../shared/model/account'
import { HttpError, type HttpResponse, type SendHttp } from '../net/request'

interface Probe {
  readonly send: SendHttp
  readonly certificateProblem: (host: string) => CertificateProblemKey | undefined
}

/** Asks every service one harmless question, without any secret, and says what state it is in. */
export function probeServices(services: AgencyServices, probe: Probe): Promise<DiscoveredService[]> {
  const asked: [ServiceName, string, (response: HttpResponse) => ServiceState][] = [
    ['chat', `${services.chat.baseUrl}/_matrix/client/v3/login`, readLoginFlows]
  ]
  if (services.meetings) asked.push(['meetings', `${services.meetings.baseUrl}/config.js`, readConfigScript])
  if (services.files) asked.push(['files', `${services.files.baseUrl}/status.php`, readStatus])
  return Promise.all(
    asked.map(async ([service, url, read]) => ({
      service,
      host: new URL(url).host,
      state: await ask(url, read, probe)
    }))
  )
}

async function ask(url: string, read: (response: HttpResponse) => ServiceState, probe: Probe): Promise<ServiceState> {
  try {
    return read(await probe.send({ url, maxBytes: 512 * 1024 }))
  } catch (error) {
    if (!(error instanceof HttpError) || error.code !== 'certificate') return { state: 'unreachable' }
    return { state: 'certificate', problem: probe.certificateProblem(new URL(url).hostname) ?? 'notReadable' }
  }
}

const flowsSchema = z.object({ flows: z.array(z.object({ type: z.string() })) })

function readLoginFlows({ status, body }: HttpResponse): ServiceState {
  if (status !== 200) return { state: status >= 500 ? 'unreachable' : 'notUnderstood' }
  const parsed = flowsSchema.safeParse(parseJson(body.toString('utf8')))
  if (!parsed.success) return { state: 'notUnderstood' }
  return { state: parsed.data.flows.some(({ type }) => type === 'm.login.password') ? 'ready' : 'ssoOnly' }
}

const statusSchema = z.object({ installed: z.boolean(), maintenance: z.boolean() })

function readStatus({ status, body }: HttpResponse): ServiceState {
  const parsed = statusSchema.safeParse(parseJson(body.toString('utf8')))
  // A captive portal or a log-in page answers 200 with something else.
  if (!parsed.success) return { state: status >= 500 ? 'unreachable' : 'notUnderstood' }
  if (parsed.data.maintenance) return { state: 'maintenance' }
  return { state: parsed.data.installed ? 'ready' : 'notUnderstood' }
}

function readConfigScript({ status, body }: HttpResponse): ServiceState {
  if (status !== 200) return { state: status >= 500 ? 'unreachable' : 'notUnderstood' }
  return { state: body.includes('config') ? 'ready' : 'notUnderstood' }
}
