import { CircleAlert } from 'lucide-react'
import type { Share, ShareRight } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Select } from '../../../ui/Select'
import { linkOf, nextStep } from '../../sharing'
import { closeDialog, type FileItem } from '../../store'
import { ShareLink } from './ShareLink'
import { ShareePicker } from './ShareePicker'
import { useSharing } from './useSharing'
import './sharing.css'

/**
 * Who gets the file: people and groups, and a link for those without an account. What is chosen is carried out when the
 * person says so; a link that was made then shows its address.
 */
export function ShareDialog({ item }: { readonly item: FileItem }) {
  const t = useText()
  const { shares, draft, setDraft, begin, carryOut, busy, error, isLinkNew, lacks, told } = useSharing(item)
  const hasChanges = shares !== undefined && nextStep(draft, shares) !== undefined
  const people = shares?.filter(({ kind }) => kind !== 'link') ?? []
  const isSharing = draft.added.length > 0 || (draft.link.isOn === true && !linkOf(shares))
  return (
    <Dialog
      title={t('files.shareWithTitle', { name: item.name })}
      wide
      onCancel={closeDialog}
      actions={
        hasChanges ? (
          <>
            <Button look="ghost" onClick={closeDialog}>
              {t('app.cancel')}
            </Button>
            <Button look="primary" busy={busy} onClick={() => void carryOut()}>
              {t(isSharing ? 'files.shareWith' : 'files.shareSave')}
            </Button>
          </>
        ) : (
          <Button onClick={closeDialog}>{t('files.shareClose')}</Button>
        )
      }
    >
      <ShareePicker
        isFolder={item.kind === 'folder'}
        taken={people}
        added={draft.added}
        right={draft.right}
        onAdded={(added) => setDraft({ ...draft, added })}
        onRight={(right) => setDraft({ ...draft, right })}
      />
      <h3 className="sharing__label">{t('files.shareAccess')}</h3>
      {shares && people.length === 0 && <p className="sharing__nobody">{t('files.shareNobody')}</p>}
      <ul className="sharing__people">
        {people.map((one) => (
          <Person
            key={one.id}
            share={one}
            right={draft.rights.get(one.id) ?? one.right}
            onRight={(right) => setDraft({ ...draft, rights: new Map(draft.rights).set(one.id, right) })}
          />
        ))}
      </ul>
      {shares && (
        <ShareLink
          link={linkOf(shares)}
          isNew={isLinkNew}
          draft={draft.link}
          told={told}
          lacks={lacks}
          onDraft={(link) => setDraft({ ...draft, link })}
        />
      )}
      {error !== undefined && (
        <div className="sharing__problem">
          <p className="field__error" role="alert">
            <CircleAlert className="icon" size={16} aria-hidden />
            <span>{error}</span>
          </p>
          {!shares && (
            <Button size="small" onClick={begin}>
              {t('app.tryAgain')}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  )
}

interface PersonProps {
  readonly share: Share
  readonly right: ShareRight | 'none'
  readonly onRight: (right: ShareRight | 'none') => void
}

const rights = ['edit', 'read', 'none'] as const

function Person({ share: { kind, name, detail, userId }, right, onRight }: PersonProps) {
  const t = useText()
  const sub = kind === 'group' ? t('files.shareGroup') : detail
  return (
    <li className="sharing__person" data-gone={right === 'none' ? '' : undefined}>
      <Avatar id={userId} name={name} size="medium" square={kind === 'group'} />
      <span className="sharing__who">
        <bdi className="sharing__name truncate">{name}</bdi>
        {sub !== undefined && <bdi className="sharing__detail truncate">{sub}</bdi>}
      </span>
      <Select
        look="bare"
        aria-label={t('files.shareRight', { name })}
        value={right}
        onChange={({ target: { value } }) => {
          const wanted = rights.find((one) => one === value)
          if (wanted) onRight(wanted)
        }}
      >
        {rights.map((one) => (
          <option key={one} value={one}>
            {t(`files.right.${one}`)}
          </option>
        ))}
      </Select>
    </li>
  )
}
