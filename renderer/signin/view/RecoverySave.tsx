import { Copy, Info, Printer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { finishSignIn } from '../../app/store'
import { useText } from '../../app/text'
import { chatClient } from '../../chat/client'
import { Button } from '../../ui/Button'

/** Makes the keys and shows the recovery code, once. */
export function RecoverySave({ agency }: { readonly agency: string }) {
  const t = useText()
  const [code, setCode] = useState<string>()
  const [failed, setFailed] = useState(false)
  const [saved, setSaved] = useState(false)
  const [copied, setCopied] = useState(false)
  const started = useRef(false)
  const make = () => {
    setFailed(false)
    chatClient()
      .commands.setUpRecovery()
      .then(setCode, () => setFailed(true))
  }
  useEffect(() => {
    if (started.current) return
    started.current = true
    make()
  }, [])
  const copy = async () => {
    await navigator.clipboard.writeText(code ?? '')
    setCopied(true)
  }
  if (failed) {
    return (
      <div>
        <h1>{t('recovery.saveTitle')}</h1>
        <p className="notice notice--danger" role="alert">
          {t('recovery.failed')}
        </p>
        <Button className="button button--primary button--large button--block signin__submit" onClick={make}>
          {t('app.tryAgain')}
        </Button>
        <Button look="link" className="button button--link button--block signin__other" onClick={finishSignIn}>
          {t('recovery.later')}
        </Button>
      </div>
    )
  }
  if (code === undefined) return <p role="status">{t('recovery.making')}</p>
  return (
    <div>
      <h1>{t('recovery.saveTitle')}</h1>
      <p className="signin__lead">{t('recovery.saveLead')}</p>
      <output className="recovery-code" aria-label={t('recovery.code')}>
        {groups(code).map((group, index) => (
          <span key={index}>{group}</span>
        ))}
      </output>
      <div className="recovery-code__actions">
        <Button icon={Copy} onClick={() => void copy()}>
          <span aria-live="polite">{t(copied ? 'app.copied' : 'recovery.copy')}</span>
        </Button>
        <Button icon={Printer} onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
      </div>
      <p className="notice">
        <Info className="icon" size={16} aria-hidden />
        {t('recovery.onlyNow', { agency })}
      </p>
      <label className="checkbox recovery-code__saved">
        <input type="checkbox" checked={saved} onChange={({ target }) => setSaved(target.checked)} />
        {t('recovery.saved')}
      </label>
      <Button look="primary" size="large" block disabled={!saved} onClick={finishSignIn}>
        {t('recovery.continue')}
      </Button>
      <Button look="link" className="button button--link button--block signin__other" onClick={finishSignIn}>
        {t('recovery.later')}
      </Button>
    </div>
  )
}

const groups = (code: string) => code.replace(/\s+/g, '').match(/.{1,4}/g) ?? []
