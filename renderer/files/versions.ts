import type { FileVersion } from '../../shared/model/files'
import { showNotice } from '../app/notice'
import { appStore } from '../app/store'
import { text } from '../app/text'
import { invoke } from '../bridge'
import { orSay, problemText } from './remote'
import { closeDialog } from './store'
import { versionCopyName, type ShownVersion } from './versionsShown'

/** Opens what a file held then, as a copy that can be read and not changed. */
export async function openVersion(fileId: string, fileName: string, shown: ShownVersion): Promise<void> {
  const { language } = appStore.getState().settings
  const opened = orSay(
    await invoke('files.openVersion', fileId, shown.version.id, versionCopyName(fileName, shown, text, language))
  )
  if (opened === 'runnable') showNotice(text('files.versionRunnable'))
  if (opened === 'noProgram') showNotice(text('files.versionNoProgram'))
}

export const cancelOpenVersion = (): Promise<undefined> => invoke('files.cancelOpenVersion')

export async function restoreVersion(fileId: string, versionId: string): Promise<boolean> {
  const restored = await invoke('files.restoreVersion', fileId, versionId)
  showNotice(restored.ok ? text('files.versionRestored') : problemText(restored.error))
  return restored.ok
}

/** Gives the error to show, or undefined when it is done. */
export async function nameVersion(fileId: string, { id }: FileVersion, label: string): Promise<string | undefined> {
  const named = await invoke('files.nameVersion', fileId, id, label.trim())
  if (!named.ok) return problemText(named.error)
  closeDialog()
  return undefined
}

export async function deleteVersion(fileId: string, { id }: FileVersion): Promise<void> {
  const deleted = await invoke('files.deleteVersion', fileId, id)
  closeDialog()
  showNotice(deleted.ok ? text('files.versionDeleted') : problemText(deleted.error))
}
