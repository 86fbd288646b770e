import { Eye, EyeOff, KeyRound, Lock, Minus, User } from 'lucide-react'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { Discovery } from '../../../shared/model/account'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { continueWithoutFiles, goToAddress, signIn } from '../commands'
import { errorText, serviceLabel } from '../errorText'
import { useSignIn } from '../store'
import { serviceIcon } from './FoundServers'

/** The password, and which servers get it. Who signs in is asked for too where a bare domain was typed. */
export function PasswordStep({ discovery }: { readonly discovery: Discovery }) {
  const t = useText()
  const { busy, error } = useSignIn((state) => state)
  const [shown, setShown] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const name = useRef<HTMLInputElement>(null)
  const { asksName } = discovery
  const isNameWrong = error?.code === 'nameInvalid'
  // The password lives in the field alone, never in a store.
  useEffect(() => {
    const first = asksName && (error === undefined || isNameWrong) ? name.current : field.current
    first?.focus()
    first?.select()
  }, [error, asksName, isNameWrong])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const password = field.current?.value ?? ''
    if (password !== '') void signIn(password, name.current?.value)
  }
  return (
    <form onSubmit={submit} noValidate>
      <h1>{t('signin.title')}</h1>
      <p className="signin__lead">{t(asksName ? 'signin.nameLead' : 'signin.passwordLead')}</p>
      <div className="found found--form">
        <header className="found__head">
          <Avatar id={discovery.services.domain} name={discovery.services.name} size="large" square />
          <div className="found__who">
            <p className="found__name">{discovery.services.name}</p>
            <p className="found__sub">{discovery.address}</p>
          </div>
          <Button look="link" size="small" onClick={goToAddress}>
            {t('signin.change')}
          </Button>
        </header>
        <div className="found__field">
          {asksName && (
            <Field
              ref={name}
              label={t('signin.name')}
              icon={User}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              error={isNameWrong ? errorText(error, t) : undefined}
            />
          )}
          <Field
            ref={field}
            label={t('signin.password')}
            icon={Lock}
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            error={error && !isNameWrong ? errorText(error, t) : undefined}
            end={
              <IconButton
                icon={shown ? EyeOff : Eye}
                label={t(shown ? 'signin.hidePassword' : 'signin.showPassword')}
                aria-pressed={shown}
                onClick={() => setShown(!shown)}
              />
            }
          />
        </div>
        <WhoGetsThePassword discovery={discovery} />
      </div>
      <Button type="submit" className="button button--primary button--large button--block signin__submit" busy={busy}>
        {busy ? t('signin.signingIn') : t('signin.submit')}
      </Button>
      {error?.code === 'filesRefused' && (
        <Button
          className="button button--secondary button--block signin__other"
          onClick={() => void continueWithoutFiles()}
        >
          {t('signin.withoutFiles')}
        </Button>
      )}
      <p className="signin__hint">{t('signin.passwordNotKept')}</p>
    </form>
  )
}

const takers: ReadonlySet<string> = new Set(['chat', 'files'])

function WhoGetsThePassword({ discovery }: { readonly discovery: Discovery }) {
  const t = useText()
  const rows = [...discovery.found].sort((a, b) => Number(takers.has(b.service)) - Number(takers.has(a.service)))
  return (
    <section className="found__takers" aria-labelledby="takers">
      <h2 className="found__label" id="takers">
        {t('signin.whoGetsIt')}
      </h2>
      <ul>
        {rows.map(({ service, host }) => {
          const Icon = serviceIcon[service]
          const gets = takers.has(service)
          return (
            <li key={service} className="found__row">
              <Icon className="icon" size={20} aria-hidden />
              <span className="found__service">{t(serviceLabel[service])}</span>
              <span className="found__host truncate">{host}</span>
              <span className={gets ? 'found__state' : 'found__state found__state--not'}>
                {gets ? <KeyRound size={16} aria-hidden /> : <Minus size={16} aria-hidden />}
                {t(gets ? 'signin.getsIt' : 'signin.getsItNot')}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
