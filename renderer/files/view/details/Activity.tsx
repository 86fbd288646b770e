import { useCallback } from 'react'
import { formatWhen } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Avatar } from '../../../ui/Avatar'
import { useFiles } from '../../store'
import { useAnswer } from '../useAnswer'

const shownAtMost = 5

interface ActivityProps {
  readonly fileId: string
  /** When the item was changed last: what happened is another then. */
  readonly changedMs: number
}

/** What happened to the item last, in the server's words. */
export function Activity({ fileId, changedMs }: ActivityProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const dialog = useFiles((state) => state.dialog?.kind)
  const ask = useCallback(() => invoke('files.activity', fileId), [fileId])
  const { value: activity } = useAnswer(ask, `${changedMs} ${dialog}`)
  if (!activity) return null
  return (
    <section className="details__section">
      <div className="details__section-head">
        <h3>{t('files.activity')}</h3>
      </div>
      {activity.length === 0 && <p className="details__none">{t('files.activityNone')}</p>}
      <ul>
        {activity.slice(0, shownAtMost).map(({ id, userId, userName, text, atMs }) => (
          <li key={id} className="details__row">
            <Avatar id={userId} name={userName} size="small" />
            <span className="details__row-name details__row-name--long">
              <bdi>{text}</bdi>
            </span>
            <time className="details__row-end num" dateTime={new Date(atMs).toISOString()}>
              {formatWhen(new Date(atMs).toISOString(), language)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  )
}
