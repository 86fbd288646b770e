import { useText } from '../../../app/text'
import { transfer } from '../../changes'
import { closeDialog, filesStore } from '../../store'
import { FolderDialog } from './FolderDialog'

interface TransferProps {
  readonly how: 'move' | 'copy'
  readonly paths: readonly string[]
}

/** Picks the folder that items are moved or copied to, from where one is. A folder cannot go into itself. */
export function TransferDialog({ how, paths }: TransferProps) {
  const t = useText()
  return (
    <FolderDialog
      title={t(how === 'move' ? 'files.moveTitle' : 'files.copyTitle')}
      submit={t(how === 'move' ? 'files.moveHere' : 'files.copyHere')}
      from={filesStore.getState().folder}
      leavesOut={paths}
      takesAll
      onSubmit={(folder) => transfer(how, paths, folder)}
      onCancel={closeDialog}
    />
  )
}
