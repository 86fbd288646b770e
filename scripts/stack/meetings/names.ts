import { domain } from '../people'

/** Names inside the meeting server. Nothing but `config.js` tells them: they cannot be guessed from the web host's. */
export const xmppDomain = `xmpp.${domain}`
export const mucDomain = `muc.${xmppDomain}`
export const focusDomain = `focus.${xmppDomain}`
export const focusJid = `focus@${focusDomain}`
