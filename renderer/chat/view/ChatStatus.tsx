import { useText } from '../../app/text'
import { useChat } from '../store'

/** Says so when the list is not live; what can be read and written stays so. */
export function ChatStatus() {
  const t = useText()
  const sync = useChat((state) => state.sync)
  const message = {
    starting: '',
    live: '',
    snapshot: '',
    catchingUp: t('chat.catchingUp'),
    offline: t('chat.offline'),
    signedOut: t('chat.signedOut'),
    error: t('chat.failed')
  }[sync.state]
  return (
    <p className={message === '' ? 'visually-hidden' : 'chat-status'} role="status">
      {message}
    </p>
  )
}
