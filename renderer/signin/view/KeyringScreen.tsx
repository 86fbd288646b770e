import { CircleCheck, KeyRound, Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import type { AccountState } from '../../../shared/model/account'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button } from '../../ui/Button'
import { SignInLayout } from './SignInLayout'

type KeyringProblem = Extract<AccountState['state'], `keyring${string}`>

/** The key store cannot be opened: what that means, that nothing is lost, and what to do. */
export function KeyringScreen({ state }: { readonly state: KeyringProblem }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const run = async (ask: () => Promise<unknown>) => {
    setBusy(true)
    await ask().finally(() => setBusy(false))
  }
  const retry = () => void run(() => invoke('account.retryKeyring'))
  const texts = {
    keyringLocked: { chip: t('keyring.locked'), title: t('keyring.lockedTitle'), lead: t('keyring.lockedLead') },
    keyringUnavailable: {
      chip: t('keyring.unavailable'),
      title: t('keyring.unavailableTitle'),
      lead: t('keyring.unavailableLead')
    },
    keyringChanged: { chip: t('keyring.changed'), title: t('keyring.changedTitle'), lead: t('keyring.changedLead') }
  }[state]
  return (
    <SignInLayout>
      <span className="chip chip--warn">
        {state === 'keyringLocked' ? <Lock size={14} aria-hidden /> : <KeyRound size={14} aria-hidden />}
        {texts.chip}
      </span>
      <h1>{texts.title}</h1>
      <p className="signin__lead">{texts.lead}</p>
      <ul className="assurances">
        <li>
          <CircleCheck className="icon" size={20} aria-hidden />
          <div>
            <p className="assurances__title">{t('keyring.nothingLost')}</p>
            <p>{t('keyring.nothingLostText')}</p>
          </div>
        </li>
        {state === 'keyringLocked' && (
          <li>
            <CircleCheck className="icon" size={20} aria-hidden />
            <div>
              <p className="assurances__title">{t('keyring.stillSignedIn')}</p>
              <p>{t('keyring.stillSignedInText')}</p>
            </div>
          </li>
        )}
      </ul>
      {state === 'keyringLocked' ? (
        <>
          <Button
            look="primary"
            size="large"
            block
            icon={LockOpen}
            busy={busy}
            onClick={() => void run(() => invoke('account.unlockKeyring'))}
          >
            {t('keyring.unlock')}
          </Button>
          <Button look="link" className="button button--link button--block signin__other" onClick={retry}>
            {t('app.tryAgain')}
          </Button>
          <p className="signin__hint">{t('keyring.unlockHint')}</p>
        </>
      ) : (
        <>
          <Button look="primary" size="large" block busy={busy} onClick={retry}>
            {t('app.tryAgain')}
          </Button>
          {state === 'keyringChanged' && (
            <Button
              look="link"
              className="button button--link button--block signin__other"
              onClick={() => void invoke('account.signOut')}
            >
              {t('keyring.signInAgain')}
            </Button>
          )}
          {state === 'keyringUnavailable' && <p className="signin__hint">{t('keyring.unavailableHint')}</p>}
        </>
      )}
    </SignInLayout>
  )
}
