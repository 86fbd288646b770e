import { useCallback, useState } from 'react'
import type { NewShare, Share, ShareRight } from '../../../shared/model/files'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Select } from '../../ui/Select'
import { refresh } from '../commands'
import { forgetMarks } from '../marks'
import { problemText } from '../remote'
import { closeDialog, type FileItem } from '../store'
import { ShareeField } from './ShareeField'
import { ShareLink } from './ShareLink'
import { useAnswer } from './useAnswer'

/** Who gets the file: people and groups, and a link for those without an account. Every change is carried out at once. */
export function ShareDialog({ item }: { readonly item: FileItem }) {
  const t = useText()
  const isFolder = item.kind === 'folder'
  const ask = useCallback(() => invoke('files.shares', item.path), [item.path])
  const { value: shares, problem, again } = useAnswer(ask)
  const [error, setError] = useState<string>()
  const change = async (act: () => ReturnType<typeof invoke<'files.unshare'>>): Promise<boolean> => {
    const answer = await act()
    setError(answer.ok ? undefined : problemText(answer.error))
    again()
    forgetMarks()
    void refresh()
    return answer.ok
  }
  const add = (wanted: NewShare) => change(() => invoke('files.share', item.path, isFolder, wanted))
  const people = shares?.filter(({ kind }) => kind !== 'link') ?? []
  return (
    <Dialog
      title={t('files.shareWithTitle', { name: item.name })}
      wide
      onCancel={closeDialog}
      actions={
        <Button look="primary" onClick={closeDialog}>
          {t('files.shareDone')}
        </Button>
      }
    >
      <ShareeField isFolder={isFolder} taken={people} onAdd={({ kind, id }) => void add({ kind, id, right: 'edit' })} />
      <h3 className="share__label">{t('files.shareAccess')}</h3>
      {shares && people.length === 0 && <p className="details__none">{t('files.shareNobody')}</p>}
      <ul className="share__people">
        {people.map((one) => (
          <Person
            key={one.id}
            share={one}
            onRight={(right) => void change(() => invoke('files.changeShare', one.id, isFolder, { right }))}
            onRemove={() => void change(() => invoke('files.unshare', one.id))}
          />
        ))}
      </ul>
      {shares && (
        <ShareLink
          link={shares.find(({ kind }) => kind === 'link')}
          onAdd={() => void add({ kind: 'link' })}
          onChange={(id, wanted) => change(() => invoke('files.changeShare', id, isFolder, wanted))}
          onRemove={(id) => void change(() => invoke('files.unshare', id))}
        />
      )}
      {(error ?? problem) !== undefined && (
        <p className="field__error" role="alert">
          {error ?? (problem && problemText(problem))}
        </p>
      )}
    </Dialog>
  )
}

interface PersonProps {
  readonly share: Share
  readonly onRight: (right: ShareRight) => void
  readonly onRemove: () => void
}

function Person({ share: { kind, name, userId, right }, onRight, onRemove }: PersonProps) {
  const t = useText()
  return (
    <li className="share__person">
      <Avatar id={userId} name={name} size="medium" square={kind === 'group'} />
      <span className="details__row-name truncate">
        {name}
        {kind === 'group' && <span className="share__kind">{t('files.shareGroup')}</span>}
      </span>
      <Select
        look="bare"
        aria-label={t('files.shareRight', { name })}
        value={right}
        onChange={({ target: { value } }) => {
          if (value === 'none') onRemove()
          else onRight(value === 'read' ? 'read' : 'edit')
        }}
      >
        <option value="edit">{t('files.right.edit')}</option>
        <option value="read">{t('files.right.read')}</option>
        <option value="none">{t('files.right.none')}</option>
      </Select>
    </li>
  )
}
