import { openNewConversation } from '../chat/commands'
import { placesOf } from './places'
import { appStore, openPlace } from './store'

/** Keys that work everywhere in the signed-in app: Ctrl+N a new conversation, Ctrl+1… the places of the rail. */
export function handleShortcut(event: KeyboardEvent): void {
  const { account, info } = appStore.getState()
  const isCommand = info?.platform === 'darwin' ? event.metaKey : event.ctrlKey
  if (account?.state !== 'signedIn' || !isCommand || event.altKey || event.shiftKey) return
  const place = placesOf(account.account)[Number(event.key) - 1]?.place
  if (event.key.toLowerCase() === 'n') {
    openPlace('chat')
    openNewConversation()
  } else if (place) openPlace(place)
  else return
  event.preventDefault()
}
