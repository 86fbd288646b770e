import { area } from './area'

export const signinTexts = area({
  sv: {
    'signin.title': 'Logga in',
    'signin.lead': 'Skriv din e-postadress i arbetet. Samverk hittar myndighetens servrar åt dig.',
    'signin.claim': 'Chatt, möten och filer på myndighetens egna servrar.',
    'signin.factEncrypted': 'Krypterat från ände till ände',
    'signin.factTraffic': 'Ingen trafik utanför myndigheten',
    'signin.factOffline': 'Fungerar även utan uppkoppling',
    'signin.version': 'Samverk {version}',
    'signin.language': 'Byt språk till engelska',
    'signin.languageName': 'Svenska',
    'signin.address': 'E-post i arbetet',
    'signin.change': 'Ändra',
    'signin.find': 'Fortsätt',
    'signin.finding': 'Letar efter myndighetens servrar',
    'signin.continue': 'Fortsätt',
    'signin.passwordNext': 'Lösenordet skriver du i nästa steg.',
    'signin.allReady': 'Alla tjänster hittades och certifikaten är giltiga',
    'signin.someProblem': 'Alla tjänster svarar inte som de ska',
    'signin.ready': 'Redo',
    'signin.unreachable': 'Svarar inte',
    'signin.maintenance': 'Underhåll pågår',
    'signin.notUnderstood': 'Svarar oväntat',
    'signin.ssoOnly': 'Kräver annan inloggning',
    'signin.certificate': 'Certifikatet godtas inte',
    'signin.manual': 'Ange serveradress själv',
    'signin.manualLead': 'Fråga it-avdelningen efter adresserna. Lämna tomt det som myndigheten inte har.',
    'signin.manualChat': 'Chattserver',
    'signin.manualFiles': 'Filserver',
    'signin.manualMeetings': 'Mötesserver',
    'signin.manualBack': 'Hitta servrarna åt mig',
    'signin.passwordLead': 'Myndigheten hittades. Skriv lösenordet som du använder i arbetet.',
    'signin.nameLead': 'Myndigheten hittades. Skriv vem du är och lösenordet som du använder i arbetet.',
    'signin.name': 'Användarnamn',
    'signin.error.nameInvalid': 'Skriv ditt användarnamn utan mellanslag, det som står före @ i din e-postadress.',
    'signin.password': 'Lösenord',
    'signin.showPassword': 'Visa lösenordet',
    'signin.hidePassword': 'Dölj lösenordet',
    'signin.whoGetsIt': 'Vilka servrar får lösenordet?',
    'signin.getsIt': 'Får det',
    'signin.getsItNot': 'Får det inte',
    'signin.submit': 'Logga in',
    'signin.signingIn': 'Loggar in',
    'signin.passwordNotKept': 'Lösenordet sparas inte. Samverk får egna nycklar som du kan dra tillbaka.',
    'signin.error.addressInvalid':
      'Det ser inte ut som en e-postadress. Skriv den som namn@myndighet.se, eller bara myndighetens domän.',
    'signin.error.agencyUnknown':
      'Vi hittar ingen myndighet på {domain}. Kontrollera stavningen, eller ange serveradressen själv.',
    'signin.error.suggestion': 'Menade du {domain}?',
    'signin.error.serverDown':
      'Servern {host} svarar inte. Du kan inte logga in just nu. Kontrollera nätverket och försök igen om en stund.',
    'signin.error.serverAddressInvalid':
      'Adressen till {service} går inte att använda. Den ska börja med https:// eller vara ett värdnamn.',
    'signin.error.certificate.expired':
      'Certifikatet för {host} har gått ut. Inget har skickats. Be it-avdelningen förnya det.',
    'signin.error.certificate.wrongHost':
      'Certifikatet på {host} är utfärdat för en annan server. Inget har skickats. Kontakta it-avdelningen.',
    'signin.error.certificate.selfSigned':
      'Certifikatet för {host} är inte utfärdat av någon som datorn litar på. Inget har skickats. Kontakta it-avdelningen.',
    'signin.error.certificate.unknownAuthority':
      'Datorn känner inte till utfärdaren av certifikatet för {host}. Inget har skickats. Kontakta it-avdelningen.',
    'signin.error.certificate.notReadable':
      'Certifikatet för {host} går inte att läsa. Inget har skickats. Kontakta it-avdelningen.',
    'signin.error.passwordWrong':
      'Lösenordet stämmer inte. Du är inte inloggad. Försök igen, stora och små bokstäver spelar roll.',
    'signin.error.accountLocked': 'Kontot är avstängt. Du kan inte logga in. Kontakta it-avdelningen.',
    'signin.error.tooManyAttempts': 'För många försök. Vänta {seconds} sekunder och försök igen.',
    'signin.error.ssoOnly':
      'Chattservern {host} tar bara emot inloggning i webbläsaren. Det kan Samverk inte ännu. Kontakta it-avdelningen.',
    'signin.error.filesRefused':
      'Filservern {host} tog inte emot lösenordet. Den kräver troligen en egen inloggning, som Samverk inte kan ännu. Du kan fortsätta utan filer.',
    'signin.error.keyringLocked':
      'Datorns nyckelring är låst, så inloggningen kan inte sparas. Inget lösenord har skickats. Lås upp den och försök igen.',
    'signin.error.keyringUnavailable':
      'Datorn har ingen nyckelring, så inloggningen kan inte sparas säkert. Inget lösenord har skickats. Kontakta it-avdelningen.',
    'signin.error.nothingToSignInTo': 'Sökningen efter servrar avbröts. Börja om från adressen.',
    'signin.withoutFiles': 'Fortsätt utan filer',
    'keyring.locked': 'Låst',
    'keyring.lockedTitle': 'Lås upp nyckelringen',
    'keyring.lockedLead':
      'Dina nycklar ligger i datorns nyckelring, och den är låst. Lås upp den så fortsätter du där du var.',
    'keyring.nothingLost': 'Inget har gått förlorat',
    'keyring.nothingLostText': 'Meddelanden och filer ligger kvar, krypterade på datorn.',
    'keyring.stillSignedIn': 'Du är fortfarande inloggad',
    'keyring.stillSignedInText': 'Du behöver inte skriva lösenordet till myndigheten.',
    'keyring.unlock': 'Lås upp',
    'keyring.unlockHint': 'Datorn frågar efter lösenordet till nyckelringen, ofta samma som till datorn.',
    'keyring.unavailable': 'Saknas',
    'keyring.unavailableTitle': 'Datorn saknar nyckelring',
    'keyring.unavailableLead':
      'Samverk sparar aldrig nycklar oskyddade. Utan nyckelring kan appen inte öppna det som finns på datorn.',
    'keyring.unavailableHint':
      'Starta nyckelringen (Secret Service, till exempel GNOME Nyckelring eller KWallet) eller kontakta it-avdelningen.',
    'keyring.changed': 'Ändrad',
    'keyring.changedTitle': 'Nyckelringen är en annan',
    'keyring.changedLead':
      'Det som Samverk har sparat låstes med en annan nyckelring och går inte att öppna med den här. Logga in i samma skrivbordsmiljö som tidigare, eller logga in på nytt.',
    'keyring.signInAgain': 'Logga in på nytt',
    'recovery.saveTitle': 'Spara din återställningskod',
    'recovery.saveLead':
      'Koden öppnar dina krypterade meddelanden på en ny dator. Skriv ut den eller lägg den i myndighetens lösenordsvalv.',
    'recovery.code': 'Återställningskod',
    'recovery.copy': 'Kopiera',
    'recovery.print': 'Skriv ut',
    'recovery.onlyNow':
      'Koden visas bara nu. Utan kod och utan en annan inloggad enhet går äldre meddelanden inte att läsa. Ingen på {agency} kan se koden.',
    'recovery.saved': 'Jag har sparat den',
    'recovery.continue': 'Fortsätt',
    'recovery.later': 'Påminn mig senare',
    'recovery.making': 'Skapar dina nycklar',
    'recovery.unlockTitle': 'Ange din återställningskod',
    'recovery.unlockLead': 'Koden låser upp dina äldre krypterade meddelanden på den här datorn.',
    'recovery.codeHint': 'Tolv eller fler grupper om fyra tecken. Mellanslag spelar ingen roll.',
    'recovery.unlock': 'Lås upp',
    'recovery.unlocking': 'Låser upp',
    'recovery.skip': 'Hoppa över nu',
    'recovery.skipHint':
      'Du kan läsa och skriva nya meddelanden, men inte läsa äldre krypterade förrän du anger koden.',
    'recovery.wrong': 'Koden stämmer inte. Inget har ändrats. Kontrollera tecknen och försök igen.',
    'recovery.failed': 'Nycklarna gick inte att skapa eller hämta just nu. Inget har gått förlorat. Försök igen.',
    'recovery.remind': 'Ange återställningskoden',
    'recovery.remindText': 'Äldre krypterade meddelanden går inte att läsa på den här datorn förrän du anger koden.',
    'recovery.remindSave': 'Skapa en återställningskod',
    'recovery.remindSaveText': 'Utan kod kan dina krypterade meddelanden inte läsas på en ny dator.'
  },
  en: {
    'signin.title': 'Sign in',
    'signin.lead': 'Enter your work e-mail address. Samverk finds the agency’s servers for you.',
    'signin.claim': 'Chat, meetings and files on the agency’s own servers.',
    'signin.factEncrypted': 'End-to-end encrypted',
    'signin.factTraffic': 'No traffic outside the agency',
    'signin.factOffline': 'Works without a connection too',
    'signin.version': 'Samverk {version}',
    'signin.language': 'Change language to Swedish',
    'signin.languageName': 'English',
    'signin.address': 'Work e-mail',
    'signin.change': 'Change',
    'signin.find': 'Continue',
    'signin.finding': 'Looking for the agency’s servers',
    'signin.continue': 'Continue',
    'signin.passwordNext': 'You enter the password in the next step.',
    'signin.allReady': 'All services were found and the certificates are valid',
    'signin.someProblem': 'Not all services respond as they should',
    'signin.ready': 'Ready',
    'signin.unreachable': 'Does not answer',
    'signin.maintenance': 'Under maintenance',
    'signin.notUnderstood': 'Unexpected answer',
    'signin.ssoOnly': 'Needs another kind of sign-in',
    'signin.certificate': 'Certificate not accepted',
    'signin.manual': 'Enter server addresses yourself',
    'signin.manualLead': 'Ask your IT department for the addresses. Leave blank what the agency does not have.',
    'signin.manualChat': 'Chat server',
    'signin.manualFiles': 'File server',
    'signin.manualMeetings': 'Meeting server',
    'signin.manualBack': 'Find the servers for me',
    'signin.passwordLead': 'Your agency was found. Enter the password you use at work.',
    'signin.nameLead': 'Your agency was found. Enter who you are and the password you use at work.',
    'signin.name': 'User name',
    'signin.error.nameInvalid': 'Enter your user name without spaces, the part before @ in your e-mail address.',
    'signin.password': 'Password',
    'signin.showPassword': 'Show the password',
    'signin.hidePassword': 'Hide the password',
    'signin.whoGetsIt': 'Which servers get the password?',
    'signin.getsIt': 'Gets it',
    'signin.getsItNot': 'Does not get it',
    'signin.submit': 'Sign in',
    'signin.signingIn': 'Signing in',
    'signin.passwordNotKept': 'The password is not kept. Samverk gets its own keys, which you can revoke.',
    'signin.error.addressInvalid':
      'That does not look like an e-mail address. Write it as name@agency.se, or just the agency’s domain.',
    'signin.error.agencyUnknown':
      'We cannot find an agency at {domain}. Check the spelling, or enter the server addresses yourself.',
    'signin.error.suggestion': 'Did you mean {domain}?',
    'signin.error.serverDown':
      'The server {host} does not answer. You cannot sign in right now. Check the network and try again in a while.',
    'signin.error.serverAddressInvalid':
      'The address for {service} cannot be used. It should start with https:// or be a host name.',
    'signin.error.certificate.expired':
      'The certificate of {host} has expired. Nothing was sent. Ask your IT department to renew it.',
    'signin.error.certificate.wrongHost':
      'The certificate at {host} was issued for another server. Nothing was sent. Contact your IT department.',
    'signin.error.certificate.selfSigned':
      'The certificate of {host} was not issued by anyone that this computer trusts. Nothing was sent. Contact your IT department.',
    'signin.error.certificate.unknownAuthority':
      'This computer does not know the issuer of the certificate of {host}. Nothing was sent. Contact your IT department.',
    'signin.error.certificate.notReadable':
      'The certificate of {host} cannot be read. Nothing was sent. Contact your IT department.',
    'signin.error.passwordWrong':
      'The password is not right. You are not signed in. Try again; upper and lower case matter.',
    'signin.error.accountLocked': 'The account has been closed. You cannot sign in. Contact your IT department.',
    'signin.error.tooManyAttempts': 'Too many attempts. Wait {seconds} seconds and try again.',
    'signin.error.ssoOnly':
      'The chat server {host} only accepts signing in with the browser. Samverk cannot do that yet. Contact your IT department.',
    'signin.error.filesRefused':
      'The file server {host} did not accept the password. It probably needs its own sign-in, which Samverk cannot do yet. You can continue without files.',
    'signin.error.keyringLocked':
      'The computer’s keyring is locked, so the sign-in cannot be kept. No password was sent. Unlock it and try again.',
    'signin.error.keyringUnavailable':
      'The computer has no keyring, so the sign-in cannot be kept safely. No password was sent. Contact your IT department.',
    'signin.error.nothingToSignInTo': 'The search for servers was interrupted. Start again from the address.',
    'signin.withoutFiles': 'Continue without files',
    'keyring.locked': 'Locked',
    'keyring.lockedTitle': 'Unlock the keyring',
    'keyring.lockedLead':
      'Your keys are in the computer’s keyring, and it is locked. Unlock it and carry on where you were.',
    'keyring.nothingLost': 'Nothing is lost',
    'keyring.nothingLostText': 'Messages and files are still here, encrypted on this computer.',
    'keyring.stillSignedIn': 'You are still signed in',
    'keyring.stillSignedInText': 'You do not have to enter your work password.',
    'keyring.unlock': 'Unlock',
    'keyring.unlockHint': 'The computer asks for the keyring’s password, which is often the same as the computer’s.',
    'keyring.unavailable': 'Missing',
    'keyring.unavailableTitle': 'This computer has no keyring',
    'keyring.unavailableLead':
      'Samverk never keeps keys unprotected. Without a keyring it cannot open what is on this computer.',
    'keyring.unavailableHint':
      'Start the keyring (Secret Service, for example GNOME Keyring or KWallet) or contact your IT department.',
    'keyring.changed': 'Changed',
    'keyring.changedTitle': 'This is another keyring',
    'keyring.changedLead':
      'What Samverk has kept was locked with another keyring and cannot be opened with this one. Log in to the same desktop environment as before, or sign in again.',
    'keyring.signInAgain': 'Sign in again',
    'recovery.saveTitle': 'Save your recovery code',
    'recovery.saveLead':
      'The code opens your encrypted messages on a new computer. Print it or put it in the agency’s password vault.',
    'recovery.code': 'Recovery code',
    'recovery.copy': 'Copy',
    'recovery.print': 'Print',
    'recovery.onlyNow':
      'The code is shown only now. Without the code and without another signed-in device, older messages cannot be read. Nobody at {agency} can see the code.',
    'recovery.saved': 'I have saved it',
    'recovery.continue': 'Continue',
    'recovery.later': 'Remind me later',
    'recovery.making': 'Creating your keys',
    'recovery.unlockTitle': 'Enter your recovery code',
    'recovery.unlockLead': 'The code unlocks your older encrypted messages on this computer.',
    'recovery.codeHint': 'Twelve or more groups of four characters. Spaces do not matter.',
    'recovery.unlock': 'Unlock',
    'recovery.unlocking': 'Unlocking',
    'recovery.skip': 'Skip for now',
    'recovery.skipHint':
      'You can read and write new messages, but not read older encrypted ones until you enter the code.',
    'recovery.wrong': 'The code is not right. Nothing was changed. Check the characters and try again.',
    'recovery.failed': 'The keys could not be made or fetched right now. Nothing is lost. Try again.',
    'recovery.remind': 'Enter recovery code',
    'recovery.remindText': 'Older encrypted messages cannot be read on this computer until you enter the code.',
    'recovery.remindSave': 'Create recovery code',
    'recovery.remindSaveText': 'Without a code your encrypted messages cannot be read on a new computer.'
  }
})
