import { MenuButton, MenuProvider } from '@ariakit/react'
import { FolderPlus, Plus } from 'lucide-react'
import { useId } from 'react'
import { useText } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import { MenuAction } from '../../../ui/MenuAction'
import { PopupMenu } from '../../../ui/PopupMenu'
import { creatorLabels, isMadeHere, isOwn, withTextFile } from '../../creators'
import { openDialog, useFiles } from '../../store'
import '../dialogs/newDocument.css'

/** What can be made in the open folder: a folder, the documents that the server makes, and in any case a text document. */
export function NewMenu({ isClosed }: { readonly isClosed: boolean }) {
  const t = useText()
  const folder = useFiles((state) => state.folder)
  return (
    <MenuProvider placement="bottom-start">
      <MenuButton
        className="button button--primary button--small"
        disabled={isClosed}
        accessibleWhenDisabled
        title={isClosed ? t('files.denied') : undefined}
      >
        <Plus className="icon" size={18} aria-hidden />
        {t('files.new')}
      </MenuButton>
      <PopupMenu>
        <MenuAction onClick={() => openDialog({ kind: 'newFolder', folder })}>
          <FolderPlus className="icon" size={20} aria-hidden />
          {t('files.newFolder')}
        </MenuAction>
        <Documents />
      </PopupMenu>
    </MenuProvider>
  )
}

function Documents() {
  const t = useText()
  const note = useId()
  const known = useFiles(({ abilities }) => abilities?.creators)
  const isAway = useFiles(({ away }) => away !== undefined) || known === undefined
  const creators = withTextFile(known ?? [])
  const labels = creatorLabels(creators, t)
  return (
    <>
      {creators.map((creator, index) => {
        const isHere = isOwn(creator) || (isAway && isMadeHere(creator))
        const isOff = isAway && !isHere
        return (
          <MenuAction
            key={`${creator.editorId}/${creator.id}`}
            disabled={isOff}
            accessibleWhenDisabled
            aria-describedby={isOff ? note : undefined}
            onClick={() => openDialog({ kind: isHere ? 'newTextFile' : 'newDocument', creator })}
          >
            <FileIcon name={`.${creator.extension}`} size={20} />
            {labels[index]}
          </MenuAction>
        )
      })}
      {isAway && !creators.every(isMadeHere) && (
        <p className="new-document__away" id={note}>
          {t('files.whenOnline')}
        </p>
      )}
    </>
  )
}
