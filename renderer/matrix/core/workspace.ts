import type { RoomFolder } from '../contract'
import { toLinkTarget } from './html/links'
import { asPlain, asText, isPlain, type Plain } from './plain'

/** contracts.md section 4, "Workspace": what a room or a team has beside its conversation. */
export const WORKSPACE = 'org.samverk.workspace'

const KNOWN_VERSION = 1

/** The room's folder; null when it has none, or one that cannot be meant. */
export const readFolder = (content: unknown): RoomFolder | null => {
  const folder = asPlain(asPlain(content)['folder'])
  const target = toLinkTarget(asText(folder['server']) ?? '')
  const fileId = asText(folder['file_id'])
  if (target?.kind !== 'web' || !target.href.startsWith('https:')) return null
  if (fileId === null || !/^\d{1,20}$/u.test(fileId)) return null
  return { server: target.href.replace(/\/+$/u, ''), fileId }
}

/** The content with another folder, or none. What others keep there, such as the board, stays as it is. */
export const withFolder = (content: unknown, folder: RoomFolder | null): Plain => {
  const { folder: _before, ...others } = isPlain(content) ? content : {}
  return {
    ...others,
    version: KNOWN_VERSION,
    ...(folder && { folder: { server: folder.server, file_id: folder.fileId } })
  }
}
