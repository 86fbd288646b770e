import { Pause, Play } from 'lucide-react'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { setPaused } from '../../commands'
import { useFiles } from '../../store'

/** Pauses the sync, or lets it go on. Not there while the server cannot be reached: there is nothing to pause. */
export function PauseButton() {
  const t = useText()
  const { status, away } = useFiles((state) => state)
  if (!status || away) return null
  const isPaused = status.phase.kind === 'paused'
  return (
    <Button look="ghost" size="small" icon={isPaused ? Play : Pause} onClick={() => void setPaused(!isPaused)}>
      {t(isPaused ? 'files.bar.resume' : 'files.bar.pause')}
    </Button>
  )
}
