import { MonitorUp, TriangleAlert, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { ScreenSource } from '../../../shared/model/meeting'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button, IconButton } from '../../ui/Button'
import { Segments } from '../../ui/Segments'
import { openDialog, share } from '../controls'

/** What to share: windows first, since a whole screen shows more than people mean to show. */
export function ScreenPicker() {
  const t = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const [sources, setSources] = useState<readonly ScreenSource[] | undefined>()
  const [kind, setKind] = useState<ScreenSource['kind']>('window')
  const [chosen, setChosen] = useState<string | undefined>()
  useEffect(() => {
    dialog.current?.showModal()
    let isClosed = false
    void invoke('meeting.sources').then((found) => {
      if (isClosed) return
      setSources(found)
      if (!found.some((source) => source.kind === 'window')) setKind('screen')
    })
    return () => {
      isClosed = true
    }
  }, [])
  const shown = (sources ?? []).filter((source) => source.kind === kind)
  const selected = shown.find(({ id }) => id === chosen) ?? shown[0]
  const count = (of: ScreenSource['kind']) => (sources ?? []).filter((source) => source.kind === of).length
  return (
    <dialog
      ref={dialog}
      className="dialog picker"
      aria-labelledby="picker-title"
      onCancel={(event) => {
        event.preventDefault()
        openDialog('none')
      }}
    >
      <div className="picker__head">
        <h2 className="dialog__title" id="picker-title">
          {t('meet.pickTitle')}
        </h2>
        <IconButton icon={X} label={t('meet.close')} onClick={() => openDialog('none')} />
      </div>
      <Segments
        label={t('meet.pickTitle')}
        value={kind}
        options={[
          { value: 'window', label: `${t('meet.windows')} ${count('window')}` },
          { value: 'screen', label: `${t('meet.screens')} ${count('screen')}` }
        ]}
        onChange={setKind}
      />
      {sources === undefined || shown.length === 0 ? (
        <p className="picker__empty" role="status">
          {t(sources === undefined ? 'meet.pickLoading' : 'meet.noSources')}
        </p>
      ) : (
        <Sources sources={shown} selected={selected?.id} onSelect={setChosen} />
      )}
      <div className="dialog__actions picker__actions">
        {kind === 'screen' && (
          <p className="picker__warning">
            <TriangleAlert className="icon" size={16} aria-hidden />
            {t('meet.screenWarning')}
          </p>
        )}
        <Button look="ghost" onClick={() => openDialog('none')}>
          {t('meet.cancel')}
        </Button>
        <Button look="primary" icon={MonitorUp} disabled={!selected} onClick={() => void share(selected?.id)}>
          {t(kind === 'window' ? 'meet.shareWindow' : 'meet.shareScreen')}
        </Button>
      </div>
    </dialog>
  )
}

interface SourcesProps {
  readonly sources: readonly ScreenSource[]
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

function Sources({ sources, selected, onSelect }: SourcesProps) {
  const t = useText()
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 3, ArrowLeft: -1, ArrowUp: -3 }[event.key]
    const index = sources.findIndex(({ id }) => id === selected) + (step ?? 0)
    const next = sources[index]
    if (step === undefined || !next) return
    event.preventDefault()
    onSelect(next.id)
    group.current?.querySelectorAll('button')[index]?.focus()
  }
  return (
    <div
      className="picker__sources"
      role="radiogroup"
      aria-label={t('meet.pickTitle')}
      ref={group}
      onKeyDown={move}
      tabIndex={-1}
    >
      {sources.map(({ id, name, picture }) => (
        <button
          key={id}
          type="button"
          role="radio"
          className="source"
          aria-checked={id === selected}
          tabIndex={id === selected ? 0 : -1}
          onClick={() => onSelect(id)}
        >
          <img className="source__picture" src={picture} alt="" />
          <span className="source__name">
            <span className="source__radio" aria-hidden />
            <span className="truncate">{name}</span>
          </span>
        </button>
      ))}
    </div>
  )
}
