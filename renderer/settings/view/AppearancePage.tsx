import { densities, languages, themes } from '../../../shared/model/settings'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Segments } from '../../ui/Segments'
import { PageHead } from './PageHead'

const themeLabels = {
  system: 'settings.themeSystem',
  light: 'settings.themeLight',
  dark: 'settings.themeDark',
  hc: 'settings.themeHc'
} as const

const densityLabels = { comfortable: 'settings.densityComfortable', compact: 'settings.densityCompact' } as const
// Every language by its own name, so that it is found by who reads it.
const languageNames = { sv: 'Svenska', en: 'English' } as const

export function AppearancePage() {
  const t = useText()
  const settings = useApp((state) => state.settings)
  return (
    <div className="settings__page">
      <PageHead title={t('settings.appearance')} />
      <dl className="choices">
        <dt>{t('settings.theme')}</dt>
        <dd>
          <Segments
            label={t('settings.theme')}
            value={settings.theme}
            options={themes.map((value) => ({ value, label: t(themeLabels[value]) }))}
            onChange={(theme) => void invoke('settings.set', { theme })}
          />
        </dd>
        <dt>{t('settings.density')}</dt>
        <dd>
          <Segments
            label={t('settings.density')}
            value={settings.density}
            options={densities.map((value) => ({ value, label: t(densityLabels[value]) }))}
            onChange={(density) => void invoke('settings.set', { density })}
          />
        </dd>
        <dt>{t('settings.language')}</dt>
        <dd>
          <Segments
            label={t('settings.language')}
            value={settings.language}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(language) => void invoke('settings.set', { language })}
          />
        </dd>
      </dl>
    </div>
  )
}
