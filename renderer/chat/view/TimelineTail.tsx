import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import type { TimelineMeta } from '../../matrix/contract'

/** Who is typing, and who has read the newest message. */
export function TimelineTail({ meta: { typing, readOfLast } }: { readonly meta: TimelineMeta }) {
  const t = useText()
  const [first, second] = typing
  const typingText = !first
    ? ''
    : typing.length > 2
      ? t('timeline.typingMany')
      : second
        ? t('timeline.typingTwo', { name: first.name, other: second.name })
        : t('timeline.typingOne', { name: first.name })
  return (
    <div className="tail">
      <span className="typing" role="status">
        {typingText !== '' && (
          <>
            <span className="typing__dots" aria-hidden>
              <i />
              <i />
              <i />
            </span>
            {typingText}
          </>
        )}
      </span>
      {readOfLast.count > 0 && (
        <span className="receipts">
          <span className="receipts__people" aria-hidden>
            {readOfLast.people.slice(0, 4).map(({ id, name }) => (
              <Avatar key={id} id={id} name={name} size="small" />
            ))}
          </span>
          {t('timeline.readBy', { count: readOfLast.count, of: readOfLast.of })}
        </span>
      )}
    </div>
  )
}
