import { KeyRound } from 'lucide-react'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { finishSignIn } from '../../app/store'
import { useText } from '../../app/text'
import { chatClient } from '../../chat/client'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'

/** Asks for the recovery code of an account that has keys already. */
export function RecoveryUnlock() {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<'wrong' | 'failed'>()
  useEffect(() => field.current?.focus(), [error])
  const submit = async () => {
    const code = field.current?.value.trim() ?? ''
    if (code === '' || busy) return
    setBusy(true)
    setError(undefined)
    try {
      await chatClient().commands.unlockWithRecoveryCode(code)
      finishSignIn()
    } catch (cause) {
      setError(isWrongCode(cause) ? 'wrong' : 'failed')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h1>{t('recovery.unlockTitle')}</h1>
      <p className="signin__lead">{t('recovery.unlockLead')}</p>
      <Field
        ref={field}
        label={t('recovery.code')}
        icon={KeyRound}
        className="field__input recovery-code__field"
        autoComplete="off"
        spellCheck={false}
        hint={t('recovery.codeHint')}
        error={error && t(error === 'wrong' ? 'recovery.wrong' : 'recovery.failed')}
      />
      <Button type="submit" className="button button--primary button--large button--block signin__submit" busy={busy}>
        {t(busy ? 'recovery.unlocking' : 'recovery.unlock')}
      </Button>
      <Button look="link" className="button button--link button--block signin__other" onClick={finishSignIn}>
        {t('recovery.skip')}
      </Button>
      <p className="signin__hint">{t('recovery.skipHint')}</p>
    </form>
  )
}

const isWrongCode = (cause: unknown) =>
  typeof cause === 'object' &&
  cause !== null &&
  'code' in cause &&
  (cause.code === 'wrongRecoveryKey' || cause.code === 'badInput')
