import { useState } from 'react'
import type { Account } from '../../../shared/model/account'
import { useText } from '../../app/text'
import { useChat } from '../../chat/store'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { RecoveryReminder } from '../../signin/view/RecoveryReminder'
import { signOut } from '../commands'
import { PageHead } from './PageHead'

const hostOf = (url: string | undefined) => (url === undefined ? undefined : new URL(url).host)

export function AccountPage({ account }: { readonly account: Account }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const unsent = useChat(({ totals }) => totals.unsent)
  const { services, address, displayName, hasFiles } = account
  const rows = [
    [t('settings.accountAddress'), address],
    [t('settings.accountChat'), hostOf(services.chat.baseUrl)],
    [
      t('settings.accountFiles'),
      hasFiles ? hostOf(services.files?.baseUrl) : services.files && t('settings.accountNoFiles')
    ],
    [t('settings.accountMeetings'), hostOf(services.meetings?.baseUrl)]
  ].filter(([, value]) => value !== undefined)
  const confirm = () => {
    setBusy(true)
    void signOut().finally(() => setBusy(false))
  }
  return (
    <div className="settings__page">
      <PageHead
        title={t('settings.account')}
        lead={t('settings.accountLead', { name: displayName, agency: services.name })}
      />
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label} className="facts__row">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <RecoveryReminder />
      <Button onClick={() => setAsking(true)}>{t('settings.signOut')}</Button>
      {asking && (
        <Dialog
          title={t('settings.signOutTitle')}
          onCancel={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('app.cancel')}</Button>
              <Button look="danger" busy={busy} onClick={confirm}>
                {busy ? t('settings.signingOut') : t('settings.signOut')}
              </Button>
            </>
          }
        >
          <p>{t('settings.signOutText')}</p>
          {unsent > 0 && <p>{t('settings.signOutUnsent', { count: unsent })}</p>}
        </Dialog>
      )}
    </div>
  )
}
