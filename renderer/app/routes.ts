import type { WindowRoute } from '../../shared/ipc'
import { invoke, on } from '../bridge'
import { openLinkedRoom } from '../chat/commands'
import { goToItem } from '../files/commands'
import { showNotice } from './notice'
import { openPlace } from './store'
import { text } from './text'

/** Goes where main leads: a link, the tray or a notification was followed. */
export function followRoutes(): void {
  on('app.route', go)
  void invoke('app.takeRoutes').then((routes) => routes.forEach(go))
}

function go(route: WindowRoute): void {
  switch (route.kind) {
    case 'place':
      openPlace(route.place)
      break
    case 'room':
      openPlace('chat')
      openLinkedRoom(route.roomIdOrAlias, route.eventId ?? null).catch(() => showNotice(text('link.notUnderstood')))
      break
    case 'file':
      openPlace('files')
      void goToItem(route.path)
      break
    case 'notice':
      showNotice(
        route.notice === 'foreignMeeting'
          ? text('link.foreignMeeting', { host: route.host })
          : text(route.notice === 'signInFirst' ? 'link.signInFirst' : 'link.notUnderstood')
      )
      break
  }
}
