import { area } from './area'

export const trayTexts = area({
  sv: {
    'tray.join': 'Anslut: {time} {title}',
    'tray.ongoing': 'Anslut: {title} (pågår)',
    'tray.noMeetings': 'Inga möten det närmaste dygnet',
    'tray.unread': '{count} olästa konversationer',
    'tray.unreadOne': '1 oläst konversation',
    'tray.noUnread': 'Inget oläst',
    'tray.unsent': '{count} meddelanden väntar på att skickas',
    'tray.unsentOne': '1 meddelande väntar på att skickas',
    'tray.syncIdle': 'Filer: allt är synkat',
    'tray.syncWorking': 'Filer: synkar {done} av {total}',
    'tray.syncPaused': 'Filer: pausad',
    'tray.syncProblem': 'Filer: behöver din hjälp',
    'tray.dnd': 'Stör ej',
    'tray.open': 'Öppna Samverk',
    'tray.quit': 'Avsluta Samverk',
    'tray.staysTitle': 'Samverk är kvar här',
    'tray.staysText': 'Du får meddelanden och kan ansluta till möten härifrån. Avsluta Samverk i menyn vid klockan.',
    'link.notUnderstood': 'Länken gick inte att förstå. Inget har öppnats.',
    'link.foreignMeeting':
      'Länken leder till ett möte på {host}, som inte är myndighetens server. Det öppnas inte här.',
    'link.signInFirst': 'Logga in först, så öppnas länken sedan.',
    'notify.hidden': 'Nytt meddelande'
  },
  en: {
    'tray.join': 'Join: {time} {title}',
    'tray.ongoing': 'Join: {title} (in progress)',
    'tray.noMeetings': 'No meetings in the next 24 hours',
    'tray.unread': '{count} unread conversations',
    'tray.unreadOne': '1 unread conversation',
    'tray.noUnread': 'Nothing unread',
    'tray.unsent': '{count} messages are waiting to be sent',
    'tray.unsentOne': '1 message is waiting to be sent',
    'tray.syncIdle': 'Files: everything is synced',
    'tray.syncWorking': 'Files: syncing {done} of {total}',
    'tray.syncPaused': 'Files: paused',
    'tray.syncProblem': 'Files: need your help',
    'tray.dnd': 'Do not disturb',
    'tray.open': 'Open Samverk',
    'tray.quit': 'Quit Samverk',
    'tray.staysTitle': 'Samverk is still here',
    'tray.staysText': 'You get messages and can join meetings from here. Quit Samverk in the menu by the clock.',
    'link.notUnderstood': 'The link could not be understood. Nothing was opened.',
    'link.foreignMeeting':
      'The link leads to a meeting at {host}, which is not the agency’s server. It is not opened here.',
    'link.signInFirst': 'Sign in first, then the link opens.',
    'notify.hidden': 'New message'
  }
})
