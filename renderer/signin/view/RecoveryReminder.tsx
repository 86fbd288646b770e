import { KeyRound } from 'lucide-react'
import { openRecovery } from '../../app/store'
import { useText } from '../../app/text'
import { useChat } from '../../chat/store'
import { Button } from '../../ui/Button'
import './recoveryReminder.css'

/** For who left the recovery step for later: what it means, and the way back to it. Nothing when it is done. */
export function RecoveryReminder() {
  const t = useText()
  const { state } = useChat(({ recovery }) => recovery)
  if (state !== 'needsSetup' && state !== 'needsRecoveryKey') return null
  const isNew = state === 'needsSetup'
  return (
    <section className="recovery-reminder">
      <p>{t(isNew ? 'recovery.remindSaveText' : 'recovery.remindText')}</p>
      <Button size="small" icon={KeyRound} onClick={() => openRecovery(isNew ? 'save' : 'unlock')}>
        {t(isNew ? 'recovery.remindSave' : 'recovery.remind')}
      </Button>
    </section>
  )
}
