import { Settings } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Account } from '../../../shared/model/account'
import { Avatar } from '../../ui/Avatar'
import { openSettings } from '../../settings/store'
import { placesOf } from '../places'
import { openPlace, useApp } from '../store'
import { useText } from '../text'

/** The places of the app: one tab stop, arrows move, Ctrl+1… from anywhere. */
export function Rail({ account }: { readonly account: Account }) {
  const t = useText()
  const current = useApp((state) => state.place)
  return (
    <nav className="rail" aria-label={t('app.places')} data-region onKeyDown={moveFocus}>
      {placesOf(account).map(({ place, icon: Icon, label }) => (
        <button
          key={place}
          type="button"
          className="rail__item"
          aria-current={place === current ? 'page' : undefined}
          tabIndex={place === current || (current === 'settings' && place === 'chat') ? 0 : -1}
          title={t(label)}
          onClick={() => openPlace(place)}
        >
          <span className="rail__pill">
            <Icon className="icon" size={22} aria-hidden />
          </span>
          <span className="rail__label">{t(label)}</span>
        </button>
      ))}
      <span className="rail__gap" />
      <button
        type="button"
        className="rail__item rail__item--icon"
        aria-label={t('app.settings')}
        title={t('app.settings')}
        aria-current={current === 'settings' ? 'page' : undefined}
        tabIndex={-1}
        onClick={() => openPlace('settings')}
      >
        <span className="rail__pill">
          <Settings className="icon" size={22} aria-hidden />
        </span>
      </button>
      <button
        type="button"
        className="rail__me"
        title={account.displayName}
        tabIndex={-1}
        onClick={() => openSettings('account')}
      >
        {/* Not an aria-label: that would have to repeat the initials (WCAG 2.5.3), which are decoration. */}
        <span className="visually-hidden">{`${account.displayName}, ${t('settings.account')}`}</span>
        <Avatar id={account.services.chat.userId} name={account.displayName} size="large" />
      </button>
    </nav>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const index = buttons.findIndex((button) => button === document.activeElement)
  buttons[(index + step + buttons.length) % buttons.length]?.focus()
}
