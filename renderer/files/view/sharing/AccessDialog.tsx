import { useState } from 'react'
import type { Sharee, ShareRight } from '../../../../shared/model/files'
import type { SyncItem } from '../../../../shared/model/sync'
import { showNotice } from '../../../app/notice'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Select } from '../../../ui/Select'
import { problemText } from '../../remote'
import { closeDialog } from '../../store'

interface AccessDialogProps {
  readonly item: SyncItem
  readonly people: readonly Sharee[]
}

/** Says who in the conversation cannot read what was shown there, and shares it with them if that is wanted. */
export function AccessDialog({ item, people }: AccessDialogProps) {
  const t = useText()
  const [right, setRight] = useState<ShareRight>('read')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    for (const { id } of people) {
      const shared = await invoke('files.share', item.path, item.kind === 'folder', { kind: 'user', id, right })
      if (shared.ok) continue
      setBusy(false)
      setError(problemText(shared.error))
      return
    }
    closeDialog()
    showNotice(t('files.accessGiven', { name: item.name, count: people.length }))
  }
  return (
    <Dialog
      title={t('files.accessTitle', { name: item.name })}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('files.accessNotNow')}</Button>
          <Button look="primary" busy={busy} onClick={() => void submit()}>
            {t('files.accessGive')}
          </Button>
        </>
      }
    >
      <p>{t('files.accessText')}</p>
      <ul className="access__people">
        {people.map(({ id, name }) => (
          <li key={id} className="details__row">
            <Avatar id={id} name={name} size="small" />
            <span className="details__row-name truncate">{name}</span>
          </li>
        ))}
      </ul>
      <label className="access__right">
        {t('files.accessRight')}
        <Select value={right} onChange={({ target }) => setRight(target.value === 'edit' ? 'edit' : 'read')}>
          <option value="read">{t('files.right.read')}</option>
          <option value="edit">{t('files.right.edit')}</option>
        </Select>
      </label>
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
