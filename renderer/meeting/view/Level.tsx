import { useEffect, useState } from 'react'
import { useText } from '../../app/text'
import { followLevel } from '../level'

const bars = 24
const marks = 5

/** How loud a stream is, from 0 to `steps`; 0 without a stream. */
function useLevel(stream: MediaStream | undefined, steps: number): number {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    if (!stream) return undefined
    const stop = followLevel(stream, (loudness) => setLevel(Math.round(loudness * steps)))
    return () => {
      stop()
      setLevel(0)
    }
  }, [stream, steps])
  return level
}

interface LevelBarProps {
  readonly stream: MediaStream | undefined
  readonly onLevel: (level: number) => void
}

export function LevelBar({ stream, onLevel }: LevelBarProps) {
  const t = useText()
  const level = useLevel(stream, bars)
  useEffect(() => onLevel(level), [level, onLevel])
  return (
    <div
      className="level-bar"
      role="meter"
      aria-label={t('meet.level')}
      aria-valuemin={0}
      aria-valuemax={bars}
      aria-valuenow={level}
    >
      {Array.from({ length: bars }, (_, index) => (
        <i key={index} className={index < level ? (index > 20 ? 'on high' : 'on') : undefined} />
      ))}
    </div>
  )
}

export function LevelMark({ stream }: { readonly stream: MediaStream | undefined }) {
  const level = useLevel(stream, marks)
  return (
    <span className="level-mark" aria-hidden>
      {Array.from({ length: marks }, (_, index) => (
        <i key={index} className={index < level ? 'on' : undefined} />
      ))}
    </span>
  )
}
