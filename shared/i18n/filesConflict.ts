import { area } from './area'

/** A file that two have changed: what each holds, and what is kept. */
export const filesConflictTexts = area({
  sv: {
    'files.conflictIn': 'Konflikt i {name}',
    'files.conflicts': 'Två har ändrat samma fil.',
    'files.conflictsText': 'Inget är borta. Båda versionerna finns kvar tills du har valt.',
    'files.conflictsTextGone': 'Din version finns kvar.',
    'files.conflictHere': 'På datorn',
    'files.conflictThere': 'På servern',
    'files.conflictGone': 'Ligger inte kvar. Den kan ha flyttats, bytt namn eller tagits bort.',
    'files.conflictYou': 'Du',
    'files.conflictMine': 'Behåll min',
    'files.conflictTheirs': 'Behåll serverns',
    'files.conflictTheirsOf': 'Behåll {whose}',
    'files.conflictBoth': 'Behåll båda',
    'files.conflictOpenMine': 'Öppna din version',
    'files.conflictOpenTheirs': 'Öppna serverns version',
    'files.conflictOpenTheirsOf': 'Öppna {whose} version',
    'files.conflictHow':
      'Behåller du båda läggs din bredvid med ett eget namn. Väljer du en av dem finns den andra i datorns papperskorg.',
    'files.conflictHowVersions':
      'Behåller du båda läggs din bredvid med ett eget namn. Väljer du en av dem finns den andra i datorns papperskorg, och serverns även under Versioner.',
    'files.conflictHowGone': 'Din version får filens namn. Inget tas bort.',
    'files.conflictKeptMine': 'Din version av {name} gäller',
    'files.conflictKeptTheirs': 'Serverns version av {name} gäller',
    'files.conflictKeptBoth': 'Båda versionerna av {name} finns kvar',
    'files.conflictFetching': '{name} finns bara på servern och hämtas nu. Välj Behåll min igen när den är på datorn.',
    'files.conflictAway': '{name} finns bara på servern. Välj Behåll min igen när du är online.'
  },
  en: {
    'files.conflictIn': 'Conflict in {name}',
    'files.conflicts': 'The same file was changed in two places.',
    'files.conflictsText': 'Nothing is lost. Both versions are there until you have chosen.',
    'files.conflictsTextGone': 'Your version is still here.',
    'files.conflictHere': 'This computer',
    'files.conflictThere': 'The server',
    'files.conflictGone': 'No longer here. It may have been moved, renamed or deleted.',
    'files.conflictYou': 'You',
    'files.conflictMine': 'Keep mine',
    'files.conflictTheirs': 'Keep server’s',
    'files.conflictTheirsOf': 'Keep {whose}',
    'files.conflictBoth': 'Keep both',
    'files.conflictOpenMine': 'Open your version',
    'files.conflictOpenTheirs': 'Open the server’s version',
    'files.conflictOpenTheirsOf': 'Open {whose} version',
    'files.conflictHow':
      'If you keep both, yours is put beside it under a name of its own. If you keep one, the other is in the computer’s trash.',
    'files.conflictHowVersions':
      'If you keep both, yours is put beside it under a name of its own. If you keep one, the other is in the computer’s trash, and the server’s under Versions too.',
    'files.conflictHowGone': 'Your version gets the file’s name. Nothing is deleted.',
    'files.conflictKeptMine': 'Your version of {name} is now the current one',
    'files.conflictKeptTheirs': 'The server’s version of {name} is now the current one',
    'files.conflictKeptBoth': 'Both versions of {name} are kept',
    'files.conflictFetching':
      '{name} is only on the server and is being downloaded. Choose Keep mine again when it is on this computer.',
    'files.conflictAway': '{name} is only on the server. Choose Keep mine again when you are online.'
  }
})
