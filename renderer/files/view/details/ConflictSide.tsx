import { Eye, FileX } from 'lucide-react'
import { formatBytes, formatMoment } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { Avatar } from '../../../ui/Avatar'
import { Button, IconButton } from '../../../ui/Button'
import { openItem } from '../../commands'
import type { FileItem } from '../../store'
import { Preview } from './Preview'

/** Whose a version is: the id and name of the avatar, and what the person is called here. */
export interface Who {
  readonly id: string
  readonly name: string
  readonly shown: string
}

interface ConflictSideProps {
  /** Undefined while it is looked for, null when it is not there any more. */
  readonly item: FileItem | null | undefined
  /** Where this version lies. */
  readonly where: string
  readonly who: Who | undefined
  /** What the buttons are called. */
  readonly open: string
  readonly keep: string
  readonly isBusy: boolean
  readonly onKeep: (() => void) | undefined
}

/** One of two versions: a picture, whose it is, from when, how large. */
export function ConflictSide({ item, where, who, open, keep, isBusy, onKeep }: ConflictSideProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <section className="conflict__side" aria-label={where}>
      {item && <Preview item={item} />}
      {item === null && (
        <div className="details__preview">
          <FileX className="icon" size={32} aria-hidden />
        </div>
      )}
      <div className="conflict__head">
        <h3>{where}</h3>
        {item && <IconButton icon={Eye} label={open} onClick={() => void openItem(item)} />}
      </div>
      {item === null && <p className="conflict__meta">{t('files.conflictGone')}</p>}
      {item && (
        <>
          <p className="conflict__who">
            {who && (
              <>
                <Avatar id={who.id} name={who.name} size="small" />
                <span>{who.shown}</span>
              </>
            )}
          </p>
          <p className="conflict__meta num">
            <time dateTime={new Date(item.modifiedMs).toISOString()}>{formatMoment(item.modifiedMs, language)}</time>
          </p>
          <p className="conflict__meta num">{formatBytes(item.sizeBytes, language)}</p>
        </>
      )}
      {item && onKeep && (
        <Button size="small" block busy={isBusy} onClick={onKeep}>
          <span className="truncate">{keep}</span>
        </Button>
      )}
    </section>
  )
}
