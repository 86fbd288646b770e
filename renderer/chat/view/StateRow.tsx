import { useText, type Translate } from '../../app/text'
import type { StateChange, StateItem } from '../../matrix/contract'

const shown = 3

/** Things that happened in the room, neighbours in one line. */
export function StateRow({ item: { changes } }: { readonly item: StateItem }) {
  const t = useText()
  const texts = changes.slice(0, shown).map(({ by, change }) => describe(change, by.name, t))
  const more = changes.length - shown
  return <p className="state-row">{[...texts, ...(more > 0 ? [t('state.more', { count: more })] : [])].join(', ')}</p>
}

function describe(change: StateChange, by: string, t: Translate): string {
  switch (change.kind) {
    case 'joined':
    case 'left':
    case 'rejectedInvite':
    case 'knocked':
    case 'invited':
    case 'removed':
    case 'banned':
    case 'unbanned':
      return t(`state.${change.kind}`, { name: change.person.name, by })
    case 'renamed':
      return t('state.renamed', { from: change.from, to: change.to })
    case 'avatarChanged':
      return t('state.avatarChanged', { name: by })
    case 'roomName':
    case 'roomTopic':
      return t(`state.${change.kind}`, { by, to: change.to })
    case 'roomCreated':
    case 'encryptionOn':
    case 'roomAvatar':
    case 'pinned':
    case 'permissions':
    case 'visibility':
    case 'roomReplaced':
    case 'meetingSet':
    case 'workspaceSet':
      return t(`state.${change.kind}`, { by })
  }
}
