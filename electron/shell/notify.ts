import { Notification } from 'electron'

interface Message {
  readonly title: string
  readonly body: string
  readonly onClick: () => void
}

const titleMaxLength = 120
const bodyMaxLength = 400

/** Shows a native notification. The text is a server's, and some desktops read markup in it: it is escaped there. */
export function notify({ title, body, onClick }: Message): void {
  if (!Notification.isSupported()) return
  const clean = process.platform === 'linux' ? escapeMarkup : (text: string) => text
  const notification = new Notification({
    title: title.slice(0, titleMaxLength),
    body: clean(body.slice(0, bodyMaxLength))
  })
  notification.on('click', onClick)
  notification.on('failed', (_event, error) => console.error('notification', error))
  notification.show()
}

const escapeMarkup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
