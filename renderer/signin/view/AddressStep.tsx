import { Mail } from 'lucide-react'
import { useEffect, useRef, type SubmitEvent } from 'react'
import type { Discovery } from '../../../shared/model/account'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { acceptSuggestion, findServers, goToAddress, goToManual, goToPassword, typeAddress } from '../commands'
import { errorText } from '../errorText'
import { useSignIn } from '../store'
import { FoundServers } from './FoundServers'

/** The work address, then the servers that were found for it. */
export function AddressStep({ discovery }: { readonly discovery: Discovery | undefined }) {
  const t = useText()
  const { address, busy, error } = useSignIn((state) => state)
  const field = useRef<HTMLInputElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (discovery) next.current?.focus()
    else field.current?.focus()
  }, [discovery, error])
  const canSignIn =
    discovery?.found.some(({ service, state }) => service === 'chat' && state.state === 'ready') === true
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (discovery && canSignIn) goToPassword(discovery)
    else void findServers()
  }
  return (
    <form onSubmit={submit} noValidate>
      <h1>{t('signin.title')}</h1>
      <p className="signin__lead">{t('signin.lead')}</p>
      <Field
        ref={field}
        label={t('signin.address')}
        icon={Mail}
        type="email"
        autoComplete="username"
        spellCheck={false}
        value={address}
        readOnly={discovery !== undefined || busy}
        error={error && errorText(error, t)}
        onChange={({ target }) => typeAddress(target.value)}
        end={
          discovery && (
            <Button look="link" size="small" onClick={goToAddress}>
              {t('signin.change')}
            </Button>
          )
        }
      />
      {error?.code === 'agencyUnknown' && error.suggestion !== undefined && <Suggestion domain={error.suggestion} />}
      {discovery && <FoundServers discovery={discovery} />}
      <Button
        ref={next}
        className="button button--primary button--large button--block signin__submit"
        type="submit"
        busy={busy}
      >
        {busy ? t('signin.finding') : discovery && !canSignIn ? t('app.tryAgain') : t('signin.continue')}
      </Button>
      {discovery ? (
        <p className="signin__hint">{t('signin.passwordNext')}</p>
      ) : (
        <Button look="link" className="button button--link button--block signin__other" onClick={goToManual}>
          {t('signin.manual')}
        </Button>
      )}
    </form>
  )
}

function Suggestion({ domain }: { readonly domain: string }) {
  const t = useText()
  return (
    <Button look="link" size="small" onClick={() => void acceptSuggestion(domain)}>
      {t('signin.error.suggestion', { domain })}
    </Button>
  )
}
