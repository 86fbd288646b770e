import { useState } from 'react'
import type { FileVersion } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { closeDialog } from '../../store'
import { deleteVersion, nameVersion } from '../../versions'
import { NameDialog } from './NameDialog'

interface VersionDialogProps {
  readonly fileId: string
  readonly version: FileVersion
  readonly number: number
}

/** Asks for a version's name; an empty one takes it away. */
export function NameVersion({ fileId, version, number }: VersionDialogProps) {
  const t = useText()
  return (
    <NameDialog
      of="version"
      title={t('files.versionNameTitle', { number })}
      initial={version.label ?? ''}
      hint={t('files.versionNameHint')}
      submit={t('files.versionNameSave')}
      onSubmit={(label) => nameVersion(fileId, version, label)}
    />
  )
}

export function DeleteVersion({ fileId, version, number }: VersionDialogProps) {
  const t = useText()
  const [isBusy, setBusy] = useState(false)
  return (
    <Dialog
      title={t('files.versionDeleteTitle', { number })}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button
            look="danger"
            busy={isBusy}
            onClick={() => {
              setBusy(true)
              void deleteVersion(fileId, version)
            }}
          >
            {t('files.versionDelete')}
          </Button>
        </>
      }
    >
      <p>{t('files.versionDeleteText')}</p>
    </Dialog>
  )
}
