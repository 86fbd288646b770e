import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { openDialog } from '../controls'
import { leave, leaveAndClose } from '../session'
import { useMeeting } from '../store'
import { DeviceSelect } from './DeviceSelect'
import { ScreenPicker } from './ScreenPicker'

const close = () => openDialog('none')

/** The questions that a meeting asks. */
export function Dialogs() {
  const t = useText()
  const dialog = useMeeting((state) => state.dialog)
  const other = useMeeting((state) => state.other)
  switch (dialog) {
    case 'none':
      return null
    case 'picker':
      return <ScreenPicker />
    case 'devices':
      return (
        <Dialog
          title={t('meet.devices')}
          onCancel={close}
          actions={
            <Button look="primary" onClick={close}>
              {t('meet.close')}
            </Button>
          }
        >
          <div className="devices">
            <DeviceSelect kind="microphone" />
            <DeviceSelect kind="camera" />
            <DeviceSelect kind="speaker" />
          </div>
        </Dialog>
      )
    case 'leave':
      return (
        <Dialog
          title={t('meet.leaveTitle')}
          onCancel={close}
          actions={
            <>
              <Button onClick={close}>{t('meet.stay')}</Button>
              <Button look="danger" onClick={() => void leaveAndClose()}>
                {t('meet.leave')}
              </Button>
            </>
          }
        >
          <p>{t('meet.leaveText')}</p>
        </Dialog>
      )
    case 'switch':
      return (
        <Dialog
          title={t('meet.switchTitle')}
          onCancel={close}
          actions={
            <>
              <Button onClick={close}>{t('meet.stay')}</Button>
              <Button look="primary" onClick={() => void switchTo(other)}>
                {t('meet.switch')}
              </Button>
            </>
          }
        >
          <p>{t('meet.switchText', { title: other?.title ?? '' })}</p>
        </Dialog>
      )
  }
}

async function switchTo(other: { readonly url: string; readonly title: string } | undefined): Promise<void> {
  if (!other) return
  await leave()
  // Main keeps one meeting: the other takes this window's place.
  await invoke('meeting.open', other.url, other.title)
}
