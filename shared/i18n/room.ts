import { area } from './area'

/** The parts of a conversation beside what is said in it. */
export const roomTexts = area({
  sv: {
    'room.parts': 'Delar av konversationen',
    'room.tab.conversation': 'Konversation',
    'room.tab.files': 'Filer',
    'room.files.looking': 'Letar efter mappen',
    'room.files.none': 'Ingen mapp ännu',
    'room.files.noneText': 'Välj en av dina mappar, så når alla här filerna från den här fliken.',
    'room.files.noneAsk': 'Den som är ansvarig för konversationen kan välja en mapp för den.',
    'room.files.choose': 'Välj mapp',
    'room.files.chooseTitle': 'Välj mapp för {room}',
    'room.files.chooseText':
      'Alla i konversationen får mappen under fliken Filer. Vad de kan se bestäms av hur mappen är delad.',
    'room.files.use': 'Använd mappen',
    'room.files.notUploaded': 'Mappen är inte uppladdad ännu. Vänta tills den är synkad och försök igen.',
    'room.files.notSet': 'Chattservern tog inte emot valet. Kontrollera att du är ansluten och försök igen.',
    'room.files.missing': 'Mappen finns inte bland dina filer',
    'room.files.missingText':
      'Den är inte delad med dig, eller så har den inte synkats ännu. Be den som är ansvarig att dela den med dig.',
    'room.files.elsewhere': 'Mappen ligger på en annan server',
    'room.files.elsewhereText': 'Den finns på {host} och kan öppnas i webbläsaren.',
    'room.files.openInBrowser': 'Öppna i webbläsaren',
    'room.files.more': 'Mer om mappen',
    'room.files.openInFiles': 'Visa under Filer',
    'room.files.share': 'Dela mappen',
    'room.files.change': 'Byt mapp',
    'room.files.detach': 'Koppla bort mappen',
    'files.accessTitle': 'Alla kan inte öppna {name}',
    'files.accessText': 'De här i konversationen har inte tillgång till det som du visade:',
    'files.accessRight': 'Ge dem behörighet:',
    'files.accessGive': 'Dela med dem',
    'files.accessNotNow': 'Inte nu',
    'files.accessGiven': '{name} är delad med {count} till.',
    'room.files.detached': 'Mappen är bortkopplad från {room}. Filerna är kvar där de låg.'
  },
  en: {
    'room.parts': 'Parts of the conversation',
    'room.tab.conversation': 'Conversation',
    'room.tab.files': 'Files',
    'room.files.looking': 'Looking for the folder',
    'room.files.none': 'No folder yet',
    'room.files.noneText': 'Choose one of your folders, and everybody here can reach its files from this tab.',
    'room.files.noneAsk': 'Whoever is responsible for the conversation can choose a folder for it.',
    'room.files.choose': 'Choose folder',
    'room.files.chooseTitle': 'Choose a folder for {room}',
    'room.files.chooseText':
      'Everybody in the conversation gets the folder in the Files tab. What they can see depends on how the folder is shared.',
    'room.files.use': 'Use the folder',
    'room.files.notUploaded': 'The folder has not been uploaded yet. Wait until it is synced and try again.',
    'room.files.notSet': 'The chat server did not accept the choice. Check that you are connected and try again.',
    'room.files.missing': 'The folder is not among your files',
    'room.files.missingText':
      'It is not shared with you, or it has not been synced yet. Ask whoever is responsible to share it with you.',
    'room.files.elsewhere': 'The folder is on another server',
    'room.files.elsewhereText': 'It is on {host} and can be opened in the browser.',
    'room.files.openInBrowser': 'Open in the browser',
    'room.files.more': 'More about the folder',
    'room.files.openInFiles': 'Show in Files',
    'room.files.share': 'Share the folder',
    'room.files.change': 'Change folder',
    'room.files.detach': 'Detach the folder',
    'files.accessTitle': 'Not everybody can open {name}',
    'files.accessText': 'These people in the conversation do not have access to what you shared:',
    'files.accessRight': 'Give them permission:',
    'files.accessGive': 'Share with them',
    'files.accessNotNow': 'Not now',
    'files.accessGiven': '{name} is shared with {count} more.',
    'room.files.detached': 'The folder is detached from {room}. The files stay where they were.'
  }
})
