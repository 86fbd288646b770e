import { Paperclip, Pencil, Reply, SendHorizontal, X } from 'lucide-react'
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent
} from 'react'
import { useText } from '../../app/text'
import { IconButton } from '../../ui/Button'
import { Suggestions } from '../../ui/Suggestions'
import type { DraftRelation, MessageItem, RoomSummary, TimelineKey } from '../../matrix/contract'
import { timelineId } from '../apply'
import { prepareToSend, saveDraft, sendDraft, sendFile, setTyping } from '../commands'
import { formats, wrapSelection } from '../formatting'
import { mentionsIn, type KnownPerson } from '../mentions'
import { useChat } from '../store'
import { useMentions } from './useMentions'
import './composer.css'

const typingAgainMs = 4_000

interface ComposerProps {
  readonly timelineKey: TimelineKey
  readonly room: RoomSummary
  readonly editing?: MessageItem | undefined
  readonly replyTo?: MessageItem | undefined
  readonly onDone: () => void
  readonly placeholder?: string
}

/** Where a message is written: Markdown, kept as a draft, sent with Enter (Shift+Enter for a new line). */
export function Composer({ timelineKey, room, editing, replyTo, onDone, placeholder }: ComposerProps) {
  const t = useText()
  const draft = useChat(({ drafts }) => drafts.get(timelineId(timelineKey)))
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const typedAtMs = useRef(0)
  const [typed, setTyped] = useState(editing?.body.kind === 'text' ? editing.body.plain : undefined)
  const [people, setPeople] = useState<readonly KnownPerson[]>([])
  const text = typed ?? draft?.text ?? ''
  const relation = relationOf(editing, replyTo)
  const inThread = timelineKey.threadRootId !== null

  const write = (next: string) => {
    setTyped(next)
    if (!editing)
      void saveDraft(timelineKey, next === '' ? undefined : { text: next, mentions: [], relation: { kind: 'none' } })
    const nowMs = Date.now()
    if (next !== '' && nowMs - typedAtMs.current > typingAgainMs) {
      typedAtMs.current = nowMs
      void setTyping(room.id, true)
    }
  }
  const mentions = useMentions(room.id, text, field, (person, next) => {
    setPeople([...people, person])
    write(next)
    field.current?.focus()
  })

  useEffect(() => {
    const area = field.current
    area?.focus()
    // A message that is edited, or a draft, goes on at its end.
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [])
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    // The box grows with its text, up to the limit in the style sheet.
    area.rows = Math.min(8, Math.max(1, text.split('\n').length))
  }, [text])

  if (!room.can.sendMessage) return <p className="composer composer--closed">{t('composer.notAllowed')}</p>

  const send = async () => {
    if (text.trim() === '') return
    setTyped('')
    typedAtMs.current = 0
    onDone()
    void setTyping(room.id, false)
    await sendDraft(timelineKey, { text, mentions: [], relation }, mentionsIn(text, people))
    setPeople([])
  }
  const cancel = () => {
    if (editing) setTyped('')
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      void send()
    } else if (event.key === 'Escape' && relation.kind !== 'none') {
      event.stopPropagation()
      cancel()
    }
  }
  const attach = (files: FileList | null) => {
    for (const file of files ?? []) void sendFile(timelineKey, file)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    attach(event.clipboardData.files)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    attach(event.dataTransfer.files)
  }
  const label = inThread ? t('thread.reply') : t('composer.label', { room: room.name })
  return (
    <div className="composer" onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
      {mentions.combobox && (
        <Suggestions className="suggestions--over mention-list" label={t('composer.people')} list={mentions.list} />
      )}
      {relation.kind !== 'none' && (
        <p className="composer__relation">
          {relation.kind === 'edit' ? (
            <Pencil className="icon" size={14} aria-hidden />
          ) : (
            <Reply className="icon" size={14} aria-hidden />
          )}
          <span className="truncate">
            {relation.kind === 'edit'
              ? t('composer.editing')
              : t('composer.replyingTo', { name: replyTo?.sender.name ?? '' })}
          </span>
          <IconButton icon={X} label={t('composer.cancelRelation')} iconSize={16} onClick={cancel} />
        </p>
      )}
      <textarea
        ref={field}
        className="composer__text"
        aria-label={label}
        placeholder={placeholder ?? t('composer.placeholder', { room: room.name })}
        rows={1}
        value={text}
        data-region-start
        {...mentions.combobox}
        onChange={({ target }) => write(target.value)}
        onSelect={mentions.onSelect}
        onFocus={() => void prepareToSend(room.id)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div className="composer__bar" role="toolbar" aria-label={t('composer.formatting')}>
        {!inThread &&
          formats.map((format) => (
            <IconButton
              key={format.label}
              icon={format.icon}
              label={t(format.label)}
              onClick={() => field.current && write(wrapSelection(field.current, format))}
            />
          ))}
        {!inThread && <span className="composer__divider" />}
        <IconButton icon={Paperclip} label={t('composer.attach')} onClick={() => picker.current?.click()} />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('composer.attach')}
          onChange={({ target }) => {
            attach(target.files)
            target.value = ''
          }}
        />
        <IconButton
          icon={SendHorizontal}
          label={t(relation.kind === 'edit' ? 'composer.save' : 'composer.send')}
          className={text.trim() === '' ? 'composer__send' : 'composer__send composer__send--ready'}
          disabled={text.trim() === ''}
          onClick={() => void send()}
        />
      </div>
    </div>
  )
}

function relationOf(editing: MessageItem | undefined, replyTo: MessageItem | undefined): DraftRelation {
  if (editing?.eventId != null) return { kind: 'edit', eventId: editing.eventId }
  if (replyTo?.eventId != null) return { kind: 'reply', eventId: replyTo.eventId }
  return { kind: 'none' }
}
