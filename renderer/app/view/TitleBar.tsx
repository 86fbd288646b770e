import { ShieldCheck } from 'lucide-react'
import type { Account } from '../../../shared/model/account'
import { IconButton } from '../../ui/Button'
import { Logo } from '../../ui/Logo'
import { openSettings } from '../../settings/store'
import { useText } from '../text'
import { ConnectionState } from './ConnectionState'
import { SyncState } from './SyncState'
import { WindowControls } from './WindowControls'

export function TitleBar({ account: { services } }: { readonly account: Account }) {
  const t = useText()
  return (
    <header className="title-bar" aria-label={t('app.titleBar')} data-region>
      <span className="title-bar__mark">
        <Logo size={28} />
      </span>
      <span className="title-bar__agency truncate">{services.name}</span>
      <div className="title-bar__end">
        <ConnectionState />
        <SyncState />
        <IconButton
          className="title-bar__shield"
          icon={ShieldCheck}
          label={t('app.trafficOk', { agency: services.name })}
          onClick={() => openSettings('traffic')}
        />
        <WindowControls />
      </div>
    </header>
  )
}
