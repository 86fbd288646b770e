import { Notification } from 'electron'

interface Message {
  readonly title: string
  readonly body: string
  readonly onClick: () => void
}

const titleMaxLength = 120
const bodyMaxLength = 400
const heldAtMost = 50

/** What is shown: an object that nothing holds is collected, and a click on what it showed does nothing then. */
const held = new Set<Notification>()

/** Shows a native notification. The text is a server's, and some desktops read markup in it: it is escaped there. */
export function notify({ title, body, onClick }: Message): void {
  if (!Notification.isSupported()) return
  const clean = process.platform === 'linux' ? escapeMarkup : (text: string) => text
  const notification = new Notification({
    title: title.slice(0, titleMaxLength),
    body: clean(body.slice(0, bodyMaxLength))
  })
  const letGo = () => held.delete(notification)
  notification.on('click', () => {
    letGo()
    onClick()
  })
  notification.on('close', letGo)
  notification.on('failed', (_event, error) => {
    letGo()
    console.error('notification', error)
  })
  held.add(notification)
  // Not every desktop tells that one has gone.
  const [oldest] = held
  if (held.size > heldAtMost && oldest) held.delete(oldest)
  notification.show()
}

const escapeMarkup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
