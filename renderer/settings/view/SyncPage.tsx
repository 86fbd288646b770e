import { FolderOpen } from 'lucide-react'
import { useRef, useState } from 'react'
import { syncIgnoredSchema, type SyncSetup } from '../../../shared/model/syncSetup'
import { formatBytes } from '../../app/format'
import { showNotice } from '../../app/notice'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { useSyncSetup } from '../sync'
import { PageHead } from './PageHead'
import { SyncKept } from './SyncKept'
import { SyncNow } from './SyncNow'
import { SyncRoots } from './SyncRoots'
import './sync.css'

interface PartProps {
  readonly setup: SyncSetup
  /** Reads the setup once more. */
  readonly again: () => void
}

/** What of the files is on this computer and where, how fast it goes, and what is left out. */
export function SyncPage() {
  const t = useText()
  const { setup, again } = useSyncSetup()
  return (
    <div className="settings__page sync-page">
      <PageHead title={t('sync.title')} lead={t('sync.lead')}>
        {setup && (
          <Button size="small" icon={FolderOpen} onClick={() => void invoke('files.reveal', '')}>
            {t('sync.openFolder')}
          </Button>
        )}
      </PageHead>
      {setup ? (
        <>
          <SyncNow />
          <SyncRoots setup={setup} again={again} />
          <div className="sync-page__columns">
            <Bandwidth setup={setup} again={again} />
            <SyncKept setup={setup} again={again} />
          </div>
          <Ignored setup={setup} again={again} />
        </>
      ) : (
        <p className="settings__lead">{t('sync.notSyncing')}</p>
      )}
    </div>
  )
}

const rates = [256_000, 512_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 50_000_000] as const

function Bandwidth({ setup, again }: PartProps) {
  const t = useText()
  const limits = { up: setup.upBytesPerSecond, down: setup.downBytesPerSecond }
  const set = (change: Partial<typeof limits>) => void invoke('sync.setLimits', { ...limits, ...change }).then(again)
  return (
    <section aria-labelledby="sync-bandwidth">
      <h3 id="sync-bandwidth">{t('sync.bandwidth')}</h3>
      <Rate label={t('sync.up')} value={limits.up} onChange={(up) => set({ up })} />
      <Rate label={t('sync.down')} value={limits.down} onChange={(down) => set({ down })} />
    </section>
  )
}

interface RateProps {
  readonly label: string
  /** Bytes a second; null for no limit. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
}

function Rate({ label, value, onChange }: RateProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  // One that was set elsewhere can be kept.
  const choices = value === null || rates.some((rate) => rate === value) ? rates : [value, ...rates]
  return (
    <label className="sync-page__row">
      <span className="sync-page__name">{label}</span>
      <Select
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      >
        <option value="">{t('sync.noLimit')}</option>
        {choices.map((rate) => (
          <option key={rate} value={rate}>
            {t('sync.limit', { rate: formatBytes(rate, language) })}
          </option>
        ))}
      </Select>
    </label>
  )
}

function Ignored({ setup, again }: PartProps) {
  const t = useText()
  const before = setup.ignored.join('\n')
  const [typed, setTyped] = useState(before)
  const [error, setError] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const save = async () => {
    const lines = typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const patterns = syncIgnoredSchema.safeParse(lines)
    setError(patterns.success ? undefined : t('sync.tooManyIgnored'))
    if (!patterns.success) return
    await invoke('sync.setIgnored', patterns.data)
    setTyped(patterns.data.join('\n'))
    // The button is off until something else is typed.
    field.current?.focus()
    showNotice(t('sync.ignoredSaved'))
    again()
  }
  return (
    <section aria-labelledby="sync-ignored">
      <h3 id="sync-ignored">{t('sync.ignored')}</h3>
      <p className="settings__lead" id="sync-ignored-text">
        {t('sync.ignoredText')}
      </p>
      <textarea
        ref={field}
        className="sync-page__patterns"
        aria-labelledby="sync-ignored"
        aria-describedby="sync-ignored-text"
        aria-invalid={error !== undefined}
        rows={4}
        spellCheck={false}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <Button disabled={typed === before} onClick={() => void save()}>
        {t('sync.saveIgnored')}
      </Button>
    </section>
  )
}
