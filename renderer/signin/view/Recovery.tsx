import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { RecoverySave } from './RecoverySave'
import { RecoveryUnlock } from './RecoveryUnlock'
import { SignInLayout } from './SignInLayout'

/** After the password: make the keys and show the recovery code, or ask for the one that exists. */
export function Recovery({ agency }: { readonly agency: string }) {
  const t = useText()
  const step = useApp((state) => state.recoveryStep)
  return (
    <SignInLayout>
      {step === 'save' && <RecoverySave agency={agency} />}
      {step === 'unlock' && <RecoveryUnlock />}
      {!step && <p role="status">{t('signin.signingIn')}</p>}
    </SignInLayout>
  )
}
