import { area } from './area'

export const documentTexts = area({
  sv: {
    'document.close': 'Stäng dokumentet',
    'document.chat': 'Konversation bredvid',
    'document.saved': 'Sparat {when} på {host}',
    'document.history': 'Historik',
    'document.openInChat': 'Öppna i Chatt',
    'document.channel': 'Kanal',
    'document.direct': 'Direktmeddelande',
    'document.page': 'Dokumentet',
    'document.opening': 'Öppnar dokumentet',
    'document.chooseRoom': 'Välj konversation',
    'document.noRoom': 'Ingen konversation vald',
    'document.noRoomText': 'Välj den konversation som dokumentet hör till, så ligger den bredvid.',
    'document.failedTitle': 'Dokumentet gick inte att öppna här',
    'document.failed': 'Filservern visade inte dokumentet. Inget har ändrats. Öppna filen på datorn i stället.',
    'document.madeNotShown':
      'Dokumentet är skapat och ligger i mappen, men filservern visade det inte. Öppna filen på datorn i stället.',
    'document.unsavedTitle': 'Vill du stänga {name} utan att spara?',
    'document.unsavedText': 'Det du har ändrat sedan du sparade sist går förlorat om du stänger.',
    'document.keepEditing': 'Fortsätt redigera',
    'document.closeUnsaved': 'Stäng utan att spara'
  },
  en: {
    'document.close': 'Close the document',
    'document.chat': 'Conversation alongside',
    'document.saved': 'Saved {when} on {host}',
    'document.history': 'History',
    'document.openInChat': 'Open in Chat',
    'document.channel': 'Channel',
    'document.direct': 'Direct message',
    'document.page': 'The document',
    'document.opening': 'Opening the document',
    'document.chooseRoom': 'Choose a conversation',
    'document.noRoom': 'No conversation chosen',
    'document.noRoomText': 'Choose the conversation that the document belongs to, and it is shown alongside.',
    'document.failedTitle': 'The document could not be opened here',
    'document.failed':
      'The file server did not show the document. Nothing has changed. Open the file on this computer instead.',
    'document.madeNotShown':
      'The document has been created and is in the folder, but the file server did not show it. Open the file on this computer instead.',
    'document.unsavedTitle': 'Close {name} without saving?',
    'document.unsavedText': 'What you have changed since you last saved is lost if you close.',
    'document.keepEditing': 'Keep editing',
    'document.closeUnsaved': 'Close without saving'
  }
})
