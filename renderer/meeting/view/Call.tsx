import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useText } from '../../app/text'
import { deviceId } from '../devices'
import { stageOf, tilesOf, type Tile as TileState } from '../layout'
import { toggleCamera, toggleHand, toggleMicrophone, togglePanel, toggleShare } from '../controls'
import { useMeeting } from '../store'
import { Controls } from './Controls'
import { Panel } from './Panel'
import { Picture, Sound } from './Picture'
import { Tile } from './Tile'

const shortcuts: Readonly<Record<string, () => unknown>> = {
  m: toggleMicrophone,
  v: toggleCamera,
  d: toggleShare,
  r: toggleHand,
  c: () => togglePanel('chat')
}

/** The meeting itself: pictures, controls, and the panel beside them. */
export function Call() {
  const t = useText()
  const phase = useMeeting((state) => state.phase)
  const shown = useMeeting(
    useShallow(({ people, tracks, me, speaking, camera, cameraOn, microphoneOn, screen }) => ({
      people,
      tracks,
      me,
      speaking,
      camera,
      cameraOn,
      microphoneOn,
      screen
    }))
  )
  const panel = useMeeting((state) => state.panel)
  const announcement = useMeeting((state) => state.announcement)
  useShortcuts()
  const tiles = tilesOf(shown)
  const stage = stageOf(shown)
  const notice = phase === 'joining' ? t('meet.joining') : phase === 'reconnecting' ? t('meet.reconnecting') : undefined
  return (
    <div className={panel === 'none' ? 'call call--wide' : 'call'}>
      <main className="call__left">
        {stage ? (
          <div className="share">
            <figure className="share__stage">
              <Picture stream={stage.video} label={t('meet.shares', { name: stage.person.name })} whole />
              <figcaption className="share__label">
                {stage.isMe ? t('meet.youShare') : t('meet.shares', { name: stage.person.name })}
              </figcaption>
            </figure>
            <Tiles tiles={tiles} className="share__strip" />
          </div>
        ) : (
          <Tiles tiles={tiles} className={`tiles tiles--${Math.min(tiles.length, 9)}`} />
        )}
        <Controls />
        {notice !== undefined && (
          <p className="call__notice" role="status">
            {notice}
          </p>
        )}
        <p className="visually-hidden" aria-live="polite">
          {announcement}
        </p>
      </main>
      {panel !== 'none' && <Panel panel={panel} tiles={tiles} />}
      <Sounds />
    </div>
  )
}

function Tiles({ tiles, className }: { readonly tiles: readonly TileState[]; readonly className: string }) {
  const t = useText()
  return (
    <section className={className} aria-label={t('meet.tiles')}>
      {tiles.map((tile) => (
        <Tile key={tile.isMe ? 'me' : tile.person.id} tile={tile} />
      ))}
    </section>
  )
}

function Sounds() {
  const tracks = useMeeting((state) => state.tracks)
  const devices = useMeeting((state) => state.devices)
  const speaker = useMeeting(({ choices }) => choices.speaker)
  const speakerId = deviceId(devices, 'speaker', speaker)
  return [...tracks.values()]
    .filter(({ kind }) => kind === 'audio')
    .map(({ id, stream }) => <Sound key={id} stream={stream} speakerId={speakerId} />)
}

/** The letters that people know from other meetings, except while they write. */
function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null
      if (isTyping || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      const command = shortcuts[event.key.toLowerCase()]
      if (!command) return
      event.preventDefault()
      command()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
