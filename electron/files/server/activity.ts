import { z } from 'zod'
import type { FileActivity } from '../../../shared/model/files'
import type { FilesRequests } from './requests'

const shownAtMost = 20
const longestText = 300

const activitySchema = z.object({
  activity_id: z.union([z.number(), z.string()]),
  /** What kind of thing happened, as the server's apps call it. */
  type: z.string().catch(''),
  user: z.string().catch(''),
  subject: z.string(),
  datetime: z.string()
})

type Happened = z.infer<typeof activitySchema> & { readonly atMs: number }

/** What happened to a file or folder, newest first, in the server's words and the app's language. */
export async function readActivity(requests: FilesRequests, fileId: string): Promise<FileActivity[]> {
  const happened = await readHappened(requests, fileId)
  return happened.map(({ activity_id: id, user, subject, atMs }) => ({
    id: String(id),
    userId: user,
    userName: user,
    text: subject.replace(/\s+/g, ' ').trim().slice(0, longestText),
    atMs
  }))
}

const changes: ReadonlySet<string> = new Set(['file_created', 'file_changed'])

/**
 * The id of who changed a file last, by what happened to it. Undefined where the server names nobody, or where what it
 * tells of last is older than the file: somebody else has changed it since.
 */
export async function readLastChanger(
  requests: FilesRequests,
  fileId: string,
  changedS: number
): Promise<string | undefined> {
  const last = (await readHappened(requests, fileId)).find(({ type }) => changes.has(type))
  return last === undefined || last.user === '' || last.atMs < changedS * 1000 ? undefined : last.user
}

async function readHappened(requests: FilesRequests, fileId: string): Promise<Happened[]> {
  const found = await requests.ocs({
    path: '/ocs/v2.php/apps/activity/api/v2/activity/filter',
    params: { object_type: 'files', object_id: fileId, limit: String(shownAtMost), sort: 'desc' },
    data: z.array(z.unknown())
  })
  return found.slice(0, shownAtMost).flatMap((one): Happened[] => {
    const activity = activitySchema.safeParse(one)
    const atMs = Date.parse(activity.data?.datetime ?? '')
    return !activity.success || Number.isNaN(atMs) ? [] : [{ ...activity.data, atMs }]
  })
}
