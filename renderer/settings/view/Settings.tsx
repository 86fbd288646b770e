import { CircleUserRound, Palette, RefreshCw, ShieldCheck, type LucideIcon } from 'lucide-react'
import type { TextKey } from '../../../shared/i18n'
import type { Account } from '../../../shared/model/account'
import { useText } from '../../app/text'
import { openSettings, useSettings, type SettingsPage } from '../store'
import { AccountPage } from './AccountPage'
import { AppearancePage } from './AppearancePage'
import { SyncPage } from './SyncPage'
import { TrafficPage } from './TrafficPage'
import './settings.css'

interface Section {
  readonly label: TextKey
  readonly pages: readonly { readonly page: SettingsPage; readonly icon: LucideIcon; readonly label: TextKey }[]
}

const sections: readonly Section[] = [
  { label: 'settings.you', pages: [{ page: 'appearance', icon: Palette, label: 'settings.appearance' }] },
  { label: 'settings.work', pages: [{ page: 'sync', icon: RefreshCw, label: 'sync.title' }] },
  {
    label: 'settings.security',
    pages: [
      { page: 'traffic', icon: ShieldCheck, label: 'traffic.title' },
      { page: 'account', icon: CircleUserRound, label: 'settings.account' }
    ]
  }
]

export function Settings({ account }: { readonly account: Account }) {
  const t = useText()
  const current = useSettings((state) => state.page)
  return (
    <div className="place">
      <nav className="pane" aria-label={t('settings.title')} data-region>
        <div className="pane__head">
          <h1 className="pane__title">{t('settings.title')}</h1>
        </div>
        <div className="pane__scroll">
          {sections.map(({ label, pages }) => (
            <section key={label}>
              <h2 className="section-label">{t(label)}</h2>
              {pages.map(({ page, icon: Icon, label: name }) => (
                <button
                  key={page}
                  type="button"
                  className="row"
                  aria-current={page === current ? 'page' : undefined}
                  onClick={() => openSettings(page)}
                >
                  <Icon className="icon" size={18} aria-hidden />
                  <span className="row__label truncate">{t(name)}</span>
                </button>
              ))}
            </section>
          ))}
        </div>
      </nav>
      <main className="canvas settings" data-region>
        {current === 'appearance' && <AppearancePage />}
        {current === 'sync' && <SyncPage />}
        {current === 'traffic' && <TrafficPage agency={account.services.name} />}
        {current === 'account' && <AccountPage account={account} />}
      </main>
    </div>
  )
}
