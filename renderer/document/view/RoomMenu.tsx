import { MenuButton, MenuProvider } from '@ariakit/react'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useText } from '../../app/text'
import { useChat } from '../../chat/store'
import { MenuAction } from '../../ui/MenuAction'
import { PopupMenu } from '../../ui/PopupMenu'
import { chooseRoom } from '../commands'

/**
 * Every conversation that may stand beside the document; a first letter leads to its name. While none does, the choice
 * is a button in words.
 */
export function RoomMenu({ roomId }: { readonly roomId: string | undefined }) {
  const t = useText()
  const rooms = useChat((state) => state.rooms?.rooms)
  const choices = [...(rooms?.values() ?? [])]
    .filter(({ kind, membership }) => kind !== 'team' && membership === 'join')
    .sort((a, b) => a.name.localeCompare(b.name, 'sv'))
  const label = t('document.chooseRoom')
  return (
    // Not to the left: over the editor nothing of the page is seen.
    <MenuProvider placement="bottom-start">
      {roomId === undefined ? (
        <MenuButton className="button button--secondary button--medium">{label}</MenuButton>
      ) : (
        <MenuButton className="icon-button" aria-label={label} title={label}>
          <ChevronsUpDown className="icon" size={18} aria-hidden />
        </MenuButton>
      )}
      <PopupMenu className="document__rooms" flip={false}>
        {choices.map(({ id, name }) => (
          <MenuAction key={id} aria-current={id === roomId ? 'true' : undefined} onClick={() => chooseRoom(id)}>
            <bdi className="truncate">{name}</bdi>
            {id === roomId && <Check className="icon" size={16} aria-hidden />}
          </MenuAction>
        ))}
      </PopupMenu>
    </MenuProvider>
  )
}
