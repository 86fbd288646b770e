import { useText } from '../../app/text'
import type { MessageItem } from '../../matrix/contract'
import { toggleReaction } from '../commands'

export function Reactions({ item, roomId }: { readonly item: MessageItem; readonly roomId: string }) {
  const t = useText()
  if (item.reactions.length === 0) return null
  return (
    <div className="reactions">
      {item.reactions.map(({ key, count, ownEventId, people }) => (
        <button
          key={key}
          type="button"
          className="reaction"
          aria-pressed={ownEventId !== null}
          aria-label={t('action.reactionCount', { emoji: key, count })}
          title={people.map(({ name }) => name).join(', ')}
          onClick={() => void toggleReaction(item, roomId, key)}
        >
          <span className="reaction__emoji">{key}</span>
          {count}
        </button>
      ))}
    </div>
  )
}
