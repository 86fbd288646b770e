import { CalendarDays, Copy, KeyRound, Link } from 'lucide-react'
import { useId, useRef } from 'react'
import type { Share, ShareChange } from '../../../shared/model/files'
import { showNotice } from '../../app/notice'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { useFiles } from '../store'

interface ShareLinkProps {
  readonly link: Share | undefined
  readonly onAdd: () => void
  readonly onChange: (id: string, change: ShareChange) => Promise<boolean>
  readonly onRemove: (id: string) => void
}

/** A link for those without an account: switched on, it shows its address, a password and a last day. */
export function ShareLink({ link, onAdd, onChange, onRemove }: ShareLinkProps) {
  const t = useText()
  const id = useId()
  const links = useFiles((state) => state.abilities?.links)
  const password = useRef<HTMLInputElement>(null)
  const expires = useRef<HTMLInputElement>(null)
  if (!links) return null
  const save = async (of: Share) => {
    const typed = password.current?.value ?? ''
    const saved = await onChange(of.id, {
      expires: expires.current?.value ?? '',
      ...(typed !== '' && { password: typed })
    })
    if (!saved) return
    if (password.current) password.current.value = ''
    showNotice(t('files.shareLinkSaved'))
  }
  return (
    <section className="share__link" aria-labelledby={id}>
      <div className="share__link-head">
        <div>
          <h3 className="share__label" id={id}>
            {t('files.shareLink')}
          </h3>
          <p className="details__none">{t('files.shareLinkText')}</p>
        </div>
        <button
          type="button"
          role="switch"
          className="switch"
          aria-checked={link !== undefined}
          aria-labelledby={id}
          onClick={() => (link ? onRemove(link.id) : onAdd())}
        />
      </div>
      {link && (
        <>
          <div className="share__url">
            <Field label={t('files.shareLinkAddress')} icon={Link} value={link.url ?? ''} readOnly />
            <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(link.url ?? '')}>
              {t('files.shareLinkCopy')}
            </Button>
          </div>
          <div className="share__fields">
            <Field
              ref={password}
              label={t('files.shareLinkPassword')}
              icon={KeyRound}
              type="text"
              autoComplete="off"
              spellCheck={false}
              required={links.passwordNeeded}
              placeholder={link.hasPassword ? t('files.shareLinkPasswordSet') : ''}
            />
            <Field
              ref={expires}
              label={t('files.shareLinkExpires')}
              icon={CalendarDays}
              type="date"
              required={links.expiryNeeded}
              defaultValue={link.expires ?? ''}
            />
          </div>
          <p className="details__none">{t('files.shareLinkNote')}</p>
          <Button size="small" onClick={() => void save(link)}>
            {t('files.shareLinkSave')}
          </Button>
        </>
      )}
    </section>
  )
}
