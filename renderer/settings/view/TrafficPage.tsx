import { Ban, CircleCheck, Download, Lock, ShieldCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { locale } from '../../../shared/i18n'
import { periods, type Period, type TrafficReport } from '../../../shared/ipc'
import type { EgressSummary } from '../../../shared/model/egress'
import { formatBytes, formatWhen } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke, on } from '../../bridge'
import { Button } from '../../ui/Button'
import { Segments } from '../../ui/Segments'
import { PageHead } from './PageHead'

const refreshMs = 5_000

/** Every server that the app has talked to, summed from the ledger: the user's and the auditor's proof. */
export function TrafficPage({ agency }: { readonly agency: string }) {
  const t = useText()
  const [period, setPeriod] = useState<Period>('day')
  const [exportedTo, setExportedTo] = useState('')
  const report = useReport(period)
  const save = async () => setExportedTo((await invoke('traffic.export', period)) ?? '')
  return (
    <div className="settings__page settings__page--wide">
      <PageHead title={t('traffic.title')} lead={t('traffic.lead')}>
        <Segments
          label={t('traffic.period')}
          value={period}
          options={periods.map((value) => ({ value, label: t(`traffic.${value}`) }))}
          onChange={setPeriod}
        />
        <Button icon={Download} size="small" onClick={() => void save()}>
          {t('traffic.export')}
        </Button>
      </PageHead>
      <p role="status">{exportedTo !== '' && t('traffic.exported', { path: exportedTo })}</p>
      {report && <Report report={report} agency={agency} />}
      <p className="traffic__foot">
        <Lock className="icon" size={14} aria-hidden />
        <span>
          {t('traffic.kept')} {t('traffic.system')}
        </span>
      </p>
    </div>
  )
}

function Report({ report: { hosts, slices }, agency }: { readonly report: TrafficReport; readonly agency: string }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const allowed = hosts.filter(({ verdict }) => verdict === 'allowed')
  const blocked = sum(
    hosts.filter(({ verdict }) => verdict === 'blocked'),
    ({ connections }) => connections
  )
  const servers = new Set(allowed.map(({ host }) => host)).size
  if (hosts.length === 0) return <p className="settings__lead">{t('traffic.empty')}</p>
  const figures = [
    [t('traffic.servers'), String(servers)],
    [
      t('traffic.connections'),
      new Intl.NumberFormat(locale(language)).format(sum(allowed, ({ connections }) => connections))
    ],
    [
      t('traffic.sent'),
      formatBytes(
        sum(allowed, ({ bytesOut }) => bytesOut),
        language
      )
    ],
    [
      t('traffic.received'),
      formatBytes(
        sum(allowed, ({ bytesIn }) => bytesIn),
        language
      )
    ]
  ]
  return (
    <>
      <section className="traffic__verdict">
        <span className="traffic__shield">
          <ShieldCheck className="icon" size={28} aria-hidden />
        </span>
        <div>
          <h3>{t('traffic.allStayed', { agency })}</h3>
          <p>
            {t('traffic.serversContacted', { count: servers })}{' '}
            {blocked === 0 ? t('traffic.noneBlocked') : t('traffic.someBlocked', { count: blocked })}
          </p>
        </div>
      </section>
      <div className="traffic__figures">
        <dl>
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
        <Chart slices={slices} />
      </div>
      <Hosts hosts={hosts} />
    </>
  )
}

function Chart({ slices }: Pick<TrafficReport, 'slices'>) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const most = Math.max(1, ...slices.map(({ bytes }) => bytes))
  const widthPx = 8
  return (
    <figure className="traffic__chart">
      <svg
        viewBox={`0 0 ${slices.length * widthPx} 44`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('traffic.chart')}
      >
        {slices.map(({ fromIso, bytes, blocked }, index) => {
          const height = Math.max(blocked > 0 ? 8 : 1, (Math.log1p(bytes) / Math.log1p(most)) * 44)
          return (
            <rect
              key={fromIso}
              className={blocked > 0 ? 'traffic__bar traffic__bar--blocked' : 'traffic__bar'}
              x={index * widthPx}
              y={44 - height}
              width={widthPx - 2}
              height={height}
              rx={1}
            />
          )
        })}
      </svg>
      <figcaption>
        <span>{slices[0] && formatWhen(slices[0].fromIso, language)}</span>
        <span>{t('traffic.chart')}</span>
        <span>{t('traffic.now')}</span>
      </figcaption>
    </figure>
  )
}

function Hosts({ hosts }: { readonly hosts: readonly EgressSummary[] }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <table className="traffic__table">
      <thead>
        <tr>
          <th scope="col">{t('traffic.server')}</th>
          <th scope="col">{t('traffic.purpose')}</th>
          <th scope="col">{t('traffic.connections')}</th>
          <th scope="col">{t('traffic.data')}</th>
          <th scope="col">{t('traffic.last')}</th>
        </tr>
      </thead>
      <tbody>
        {hosts.map((one) => {
          const isBlocked = one.verdict === 'blocked'
          const Icon = isBlocked ? Ban : CircleCheck
          return (
            <tr
              key={[one.host, one.port, one.kind].join(' ')}
              className={isBlocked ? 'traffic__row--blocked' : undefined}
            >
              <th scope="row">
                <Icon className="icon" size={18} aria-hidden />
                <span className="truncate">{one.port === 443 ? one.host : `${one.host}:${one.port}`}</span>
              </th>
              <td>
                <span>{t(`traffic.kind.${one.kind}`)}</span>
              </td>
              <td className="num">{new Intl.NumberFormat(locale(language)).format(one.connections)}</td>
              <td className="num">{formatBytes(one.bytesIn + one.bytesOut, language)}</td>
              <td className="num">
                <time dateTime={one.lastAt}>{formatWhen(one.lastAt, language)}</time>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function useReport(period: Period): TrafficReport | undefined {
  const [report, setReport] = useState<TrafficReport>()
  useEffect(() => {
    const read = () => void invoke('traffic.report', period).then(setReport)
    read()
    const timer = window.setInterval(read, refreshMs)
    const stop = on('traffic.blocked', read)
    return () => {
      window.clearInterval(timer)
      stop()
    }
  }, [period])
  return report
}

const sum = <T,>(list: readonly T[], value: (one: T) => number) => list.reduce((total, one) => total + value(one), 0)
