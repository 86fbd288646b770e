import { Languages, Server, ShieldCheck, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { invoke } from '../../bridge'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { WindowControls } from '../../app/view/WindowControls'
import { Button } from '../../ui/Button'
import { Logo } from '../../ui/Logo'
import './signin.css'

/** The two halves of every screen before the app itself: what Samverk is, and the step at hand. */
export function SignInLayout({ children }: { readonly children: ReactNode }) {
  const t = useText()
  const { language } = useApp((state) => state.settings)
  const version = useApp(({ info }) => info?.version ?? '')
  const facts = [
    { icon: ShieldCheck, text: t('signin.factEncrypted') },
    { icon: Server, text: t('signin.factTraffic') },
    { icon: WifiOff, text: t('signin.factOffline') }
  ]
  return (
    <div className="signin">
      <section className="signin__art" aria-label={t('app.name')}>
        <p className="signin__brand">
          <Logo size={36} inverse />
          {t('app.name')}
        </p>
        <p className="signin__claim">{t('signin.claim')}</p>
        <ul className="signin__facts">
          {facts.map(({ icon: Icon, text }) => (
            <li key={text}>
              <Icon className="icon" size={18} aria-hidden />
              {text}
            </li>
          ))}
        </ul>
      </section>
      <div className="signin__main">
        <header className="signin__top">
          <Button
            look="ghost"
            size="small"
            icon={Languages}
            aria-label={`${t('signin.languageName')}. ${t('signin.language')}`}
            onClick={() => void invoke('settings.set', { language: language === 'sv' ? 'en' : 'sv' })}
          >
            {t('signin.languageName')}
          </Button>
          <WindowControls />
        </header>
        <main className="signin__scroll">
          <div className="signin__form">{children}</div>
        </main>
        <footer className="signin__foot">{t('signin.version', { version })}</footer>
      </div>
    </div>
  )
}
