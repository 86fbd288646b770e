import { CloudOff, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { useInside } from '../../ui/useInside'
import { tryAgain } from '../commands'
import { useFiles } from '../store'
import { focusRows } from './list/focusRows'

/** Says that the server cannot be reached, or why the sync stands still, and what works meanwhile. */
export function AwayBanner() {
  const t = useText()
  const away = useFiles((state) => state.away)
  const phase = useFiles(({ status }) => status?.phase)
  const [busy, setBusy] = useState(false)
  const code = away?.code ?? (phase?.kind === 'stopped' ? phase.code : undefined)
  const isShown = code !== undefined
  const banner = useRef<HTMLDivElement>(null)
  const { isInside, events } = useInside()
  useEffect(() => {
    if (!isShown) return
    const at = banner.current
    return () => {
      // The banner goes with its button: whoever tried again goes on in the list.
      if (!isInside.current || document.activeElement !== document.body) return
      isInside.current = false
      focusRows(at?.closest('.canvas') ?? null)
    }
  }, [isShown, isInside])
  const retry = () => {
    setBusy(true)
    void tryAgain().finally(() => setBusy(false))
  }
  const Icon = away ? CloudOff : TriangleAlert
  return (
    <div role="status" ref={banner} {...events}>
      {isShown && (
        <div className="files__away">
          <Icon className="icon" size={18} aria-hidden />
          <p>
            {code === 'offline' ? (
              <>
                <strong>{t('files.offlineTitle')}</strong> {t('files.offlineText')}
              </>
            ) : (
              t(`files.error.${code}`)
            )}
          </p>
          <Button size="small" busy={busy} onClick={retry}>
            {t('files.tryAgain')}
          </Button>
        </div>
      )}
    </div>
  )
}
