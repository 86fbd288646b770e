import { Mail } from 'lucide-react'
import { useEffect, useRef, type SubmitEvent } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { checkServers, goToAddress, typeAddress, typeServer } from '../commands'
import { errorText } from '../errorText'
import { useSignIn } from '../store'
import { serviceIcon } from './FoundServers'

const servers = [
  { service: 'chat', label: 'signin.manualChat' },
  { service: 'files', label: 'signin.manualFiles' },
  { service: 'meetings', label: 'signin.manualMeetings' }
] as const

/** The servers' addresses typed by hand. */
export function ManualStep() {
  const t = useText()
  const { address, manual, busy, error } = useSignIn((state) => state)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const errorAt = (service: string) =>
    error?.code === 'serverAddressInvalid' && error.service === service ? errorText(error, t) : undefined
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void checkServers()
  }
  return (
    <form className="signin__fields" onSubmit={submit} noValidate>
      <div>
        <h1>{t('signin.title')}</h1>
        <p className="signin__lead">{t('signin.manualLead')}</p>
      </div>
      <Field
        ref={first}
        label={t('signin.address')}
        icon={Mail}
        type="email"
        autoComplete="username"
        value={address}
        error={error && error.code !== 'serverAddressInvalid' ? errorText(error, t) : undefined}
        onChange={({ target }) => typeAddress(target.value)}
      />
      {servers.map(({ service, label }) => (
        <Field
          key={service}
          label={t(label)}
          icon={serviceIcon[service]}
          type="url"
          spellCheck={false}
          value={manual[service]}
          error={errorAt(service)}
          onChange={({ target }) => typeServer(service, target.value)}
        />
      ))}
      <Button type="submit" className="button button--primary button--large button--block" busy={busy}>
        {busy ? t('signin.finding') : t('signin.continue')}
      </Button>
      <Button look="link" className="button button--link button--block" onClick={goToAddress}>
        {t('signin.manualBack')}
      </Button>
    </form>
  )
}
