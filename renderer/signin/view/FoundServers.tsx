import { CircleAlert, CircleCheck, Folder, MessageSquare, Video, type LucideIcon } from 'lucide-react'
import type { Discovery, ServiceName } from '../../../shared/model/account'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import { errorText, serviceLabel, stateLabel } from '../errorText'

export const serviceIcon: Readonly<Record<ServiceName, LucideIcon>> = {
  chat: MessageSquare,
  files: Folder,
  meetings: Video
}

/** The agency and its servers, each with its state in words. */
export function FoundServers({ discovery: { services, found } }: { readonly discovery: Discovery }) {
  const t = useText()
  const allReady = found.every(({ state }) => state.state === 'ready')
  const problems = found.flatMap(({ host, state }) =>
    state.state === 'certificate' ? [errorText({ code: 'certificate', host, problem: state.problem }, t)] : []
  )
  return (
    <section className="found" role="status">
      <header className="found__head">
        <Avatar id={services.domain} name={services.name} size="large" square />
        <div>
          <p className="found__name">{services.name}</p>
          <p className="found__sub">{t(allReady ? 'signin.allReady' : 'signin.someProblem')}</p>
        </div>
      </header>
      <ul>
        {found.map(({ service, host, state }) => {
          const Icon = serviceIcon[service]
          const isReady = state.state === 'ready'
          return (
            <li key={service} className="found__row">
              <Icon className="icon" size={20} aria-hidden />
              <span className="found__service">{t(serviceLabel[service])}</span>
              <span className="found__host truncate">{host}</span>
              <span className={isReady ? 'found__state found__state--ready' : 'found__state found__state--problem'}>
                {isReady ? <CircleCheck size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
                {t(stateLabel(state))}
              </span>
            </li>
          )
        })}
      </ul>
      {problems.map((problem) => (
        <p key={problem} className="found__problem">
          {problem}
        </p>
      ))}
    </section>
  )
}
