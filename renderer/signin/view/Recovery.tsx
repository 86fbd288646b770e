import { useEffect } from 'react'
import { finishSignIn } from '../../app/store'
import { useText } from '../../app/text'
import { useChat } from '../../chat/store'
import { SignInLayout } from './SignInLayout'
import { RecoverySave } from './RecoverySave'
import { RecoveryUnlock } from './RecoveryUnlock'

/** After the password: make the keys and show the recovery code, or ask for the one that exists. */
export function Recovery({ agency }: { readonly agency: string }) {
  const t = useText()
  const { state } = useChat(({ recovery }) => recovery)
  const failed = useChat(({ sync }) => sync.state === 'error' || sync.state === 'signedOut')
  const nothingToDo = state === 'ready' || state === 'problem' || failed
  // The keys may be there already, or cannot be had now: the app itself says so where it matters.
  useEffect(() => {
    if (nothingToDo && !document.querySelector('[data-recovery]')) finishSignIn()
  }, [nothingToDo])
  return (
    <SignInLayout>
      {state === 'needsRecoveryKey' ? (
        <RecoveryUnlock />
      ) : state === 'unknown' ? (
        <p role="status">{t('signin.signingIn')}</p>
      ) : (
        <RecoverySave agency={agency} />
      )}
    </SignInLayout>
  )
}
