import type { Meeting, OpenMeetingError } from '../../shared/model/meeting'
import { failure, success, type Result } from '../../shared/result'

const roomPattern = /^[\p{L}\p{N}._~+-]{1,200}$/u
const folderPattern = /^[\w.-]{1,64}$/

/**
 * Reads a meeting's address. Query and fragment are dropped: in an invitation they could change settings or carry
 * somebody else's token.
 */
export function parseMeeting(
  address: string,
  title: string,
  ownBaseUrl: string | undefined
): Result<Meeting, OpenMeetingError> {
  if (ownBaseUrl === undefined) return failure({ code: 'noMeetings' })
  if (!URL.canParse(address)) return failure({ code: 'notAMeeting' })
  const url = new URL(address)
  const own = new URL(ownBaseUrl)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return failure({ code: 'notAMeeting' })
  if (url.host !== own.host) return failure({ code: 'foreignHost', host: url.host })
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const room = decode(parts.at(-1) ?? '').toLowerCase()
  const folders = parts.slice(0, -1)
  if (!roomPattern.test(room) || folders.length > 1 || !folders.every((folder) => folderPattern.test(folder)))
    return failure({ code: 'notAMeeting' })
  const folder = folders[0] === undefined ? '/' : `/${folders[0]}/`
  const clean = `https://${url.host}${folder}${encodeURIComponent(room)}`
  return success({ url: clean, host: url.host, folder, room, title: title.trim() === '' ? room : title.trim() })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
