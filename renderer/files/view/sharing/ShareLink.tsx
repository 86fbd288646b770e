import { CalendarDays, ChevronDown, Copy, KeyRound, Link, RefreshCw, X } from 'lucide-react'
import { useId } from 'react'
import type { Share } from '../../../../shared/model/files'
import { showNotice } from '../../../app/notice'
import { useText } from '../../../app/text'
import { Button, IconButton } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { makePassword, newLink, type LinkDraft } from '../../sharing'
import { useFiles } from '../../store'

interface ShareLinkProps {
  readonly link: Share | undefined
  /** It was made just now: its address is what the person came for. */
  readonly isNew: boolean
  readonly draft: LinkDraft
  /** The password that was set just now: the server tells it to nobody. */
  readonly told: string | undefined
  /** What the agency's rules ask for and is not there. */
  readonly lacks: 'password' | 'expires' | undefined
  readonly onDraft: (draft: LinkDraft) => void
}

/** A link for those without an account: switched on, it shows a password, a last day, and its address once it is made. */
export function ShareLink({ link, isNew, draft, told, lacks, onDraft }: ShareLinkProps) {
  const t = useText()
  const id = useId()
  const rules = useFiles((state) => state.abilities?.links)
  if (!rules) return null
  const isOn = draft.isOn ?? link !== undefined
  const expires = draft.expires ?? link?.expires ?? ''
  const toggle = () => onDraft(isOn ? { isOn: false } : link ? {} : newLink(rules, Date.now()))
  return (
    <section className="sharing__link" aria-labelledby={id}>
      <div className="sharing__link-head">
        <div>
          <h3 className="sharing__link-title" id={id}>
            {t('files.shareLink')}
          </h3>
          <p className="sharing__link-text">{t('files.shareLinkText')}</p>
        </div>
        <button
          type="button"
          role="switch"
          className="switch"
          aria-checked={isOn}
          aria-labelledby={id}
          onClick={toggle}
        />
      </div>
      {isOn && link?.url !== undefined && <Address url={link.url} isNew={isNew} />}
      {isOn && (
        <>
          <div className="sharing__fields">
            <Password link={link} draft={draft} told={told} isNeeded={rules.passwordNeeded} {...{ lacks, onDraft }} />
            <Field
              label={t('files.shareLinkExpires')}
              icon={CalendarDays}
              type="date"
              required={rules.expiryNeeded}
              value={expires}
              data-empty={expires === '' ? '' : undefined}
              placeholder={t('files.shareLinkExpiresNone')}
              error={lacks === 'expires' ? t('files.shareLinkExpiresNeeded') : undefined}
              end={<ChevronDown className="icon" size={16} aria-hidden />}
              onChange={({ target }) => onDraft({ ...draft, expires: target.value })}
            />
          </div>
          <p className="sharing__hint">
            {t('files.shareLinkNote')} {rulesText(t, rules)}
          </p>
        </>
      )}
    </section>
  )
}

function Address({ url, isNew }: { readonly url: string; readonly isNew: boolean }) {
  const t = useText()
  return (
    <div className="sharing__url">
      <div className="field__box">
        <Link className="icon" size={18} aria-hidden />
        <input className="field__input" aria-label={t('files.shareLinkAddress')} value={url} readOnly />
      </div>
      <Button
        key={String(isNew)}
        icon={Copy}
        autoFocus={isNew}
        onClick={() => void navigator.clipboard.writeText(url).then(() => showNotice(t('app.copied')))}
      >
        {t('files.shareLinkCopy')}
      </Button>
    </div>
  )
}

interface PasswordProps extends Pick<ShareLinkProps, 'link' | 'draft' | 'told' | 'lacks' | 'onDraft'> {
  readonly isNeeded: boolean
}

function Password({ link, draft, told, isNeeded, lacks, onDraft }: PasswordProps) {
  const t = useText()
  const least = useFiles((state) => state.abilities?.links?.passwordLength)
  const isSet = link?.hasPassword === true && draft.password === undefined
  return (
    <Field
      label={t('files.shareLinkPassword')}
      icon={KeyRound}
      type="text"
      autoComplete="off"
      spellCheck={false}
      required={isNeeded}
      value={draft.password ?? told ?? ''}
      placeholder={t(isSet ? 'files.shareLinkPasswordSet' : 'files.shareLinkPasswordNone')}
      error={lacks === 'password' ? t('files.shareLinkPasswordNeeded') : undefined}
      onChange={({ target }) => onDraft({ ...draft, password: target.value })}
      end={
        <>
          {isSet && !isNeeded && (
            <IconButton
              icon={X}
              iconSize={16}
              label={t('files.shareLinkPasswordRemove')}
              onClick={() => onDraft({ ...draft, password: '' })}
            />
          )}
          <IconButton
            icon={RefreshCw}
            iconSize={16}
            label={t('files.shareLinkPasswordNew')}
            onClick={() => onDraft({ ...draft, password: makePassword(least) })}
          />
        </>
      }
    />
  )
}

interface Needs {
  readonly passwordNeeded: boolean
  readonly expiryNeeded: boolean
}

function rulesText(t: ReturnType<typeof useText>, { passwordNeeded, expiryNeeded }: Needs): string {
  if (passwordNeeded && expiryNeeded) return t('files.shareLinkBothNeeded')
  if (passwordNeeded) return t('files.shareLinkPasswordRule')
  return expiryNeeded ? t('files.shareLinkExpiresRule') : ''
}
