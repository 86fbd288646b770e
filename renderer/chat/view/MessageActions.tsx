import { MenuButton, MenuItem, MenuProvider } from '@ariakit/react'
import { Copy, Ellipsis, MessageSquareText, Pencil, Reply, SmilePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../app/text'
import { Button, IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { MenuAction } from '../../ui/MenuAction'
import { PopupMenu } from '../../ui/PopupMenu'
import type { MessageItem, RoomSummary } from '../../matrix/contract'
import { deleteMessage, openThread, toggleReaction } from '../commands'

const quickReactions = ['👍', '❤️', '🎉', '👀', '😄', '🙏', '✅', '❌']

interface MessageActionsProps {
  readonly item: MessageItem
  readonly room: RoomSummary
  readonly inThread: boolean
  readonly onReply: (item: MessageItem) => void
  readonly onEdit: (item: MessageItem) => void
  /** A menu or a question of the bar is open: it stands outside the message, but the bar must stay. */
  readonly onHold: (held: boolean) => void
}

/** The bar over a message that is pointed at or has the focus: at most four buttons. */
export function MessageActions({ item, room, inThread, onReply, onEdit, onHold }: MessageActionsProps) {
  const t = useText()
  const [deleting, setDeleting] = useState(false)
  const askToDelete = (asking: boolean) => {
    setDeleting(asking)
    onHold(asking)
  }
  const { eventId, body, can } = item
  if (eventId === null || body.kind === 'redacted') return null
  const plain = body.kind === 'text' ? body.plain : undefined
  return (
    <div className="message-actions">
      {can.react && (
        <MenuProvider placement="bottom-end" setOpen={onHold}>
          <MenuButton className="icon-button" aria-label={t('action.react')} title={t('action.react')}>
            <SmilePlus className="icon" size={18} aria-hidden />
          </MenuButton>
          <PopupMenu className="menu--emoji">
            {quickReactions.map((emoji) => (
              <MenuItem
                key={emoji}
                className="menu__emoji"
                aria-label={t('action.reaction', { emoji })}
                onClick={() => void toggleReaction(item, room.id, emoji)}
              >
                {emoji}
              </MenuItem>
            ))}
          </PopupMenu>
        </MenuProvider>
      )}
      {can.reply && <IconButton icon={Reply} label={t('action.reply')} onClick={() => onReply(item)} />}
      {can.reply && !inThread && (
        <IconButton
          icon={MessageSquareText}
          label={t('action.thread')}
          onClick={() => void openThread(room.id, eventId)}
        />
      )}
      {(can.edit || can.redact || plain !== undefined) && (
        <MenuProvider placement="bottom-end" setOpen={onHold}>
          <MenuButton className="icon-button" aria-label={t('action.more')} title={t('action.more')}>
            <Ellipsis className="icon" size={18} aria-hidden />
          </MenuButton>
          <PopupMenu>
            {plain !== undefined && (
              <MenuAction onClick={() => void navigator.clipboard.writeText(plain)}>
                <Copy className="icon" size={16} aria-hidden />
                {t('action.copy')}
              </MenuAction>
            )}
            {can.edit && (
              <MenuAction onClick={() => onEdit(item)}>
                <Pencil className="icon" size={16} aria-hidden />
                {t('action.edit')}
              </MenuAction>
            )}
            {can.redact && (
              <MenuAction className="menu__item--danger" onClick={() => askToDelete(true)}>
                <Trash2 className="icon" size={16} aria-hidden />
                {t('action.delete')}
              </MenuAction>
            )}
          </PopupMenu>
        </MenuProvider>
      )}
      {deleting && (
        <Dialog
          title={t('action.deleteTitle')}
          onCancel={() => askToDelete(false)}
          actions={
            <>
              <Button onClick={() => askToDelete(false)}>{t('app.cancel')}</Button>
              <Button look="danger" onClick={() => void deleteMessage(room.id, eventId)}>
                {t('action.delete')}
              </Button>
            </>
          }
        >
          <p>{t('action.deleteText')}</p>
        </Dialog>
      )}
    </div>
  )
}
