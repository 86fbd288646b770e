import { z } from 'zod'
import type { FileActivity } from '../../../shared/model/files'
import type { FilesRequests } from './requests'

const shownAtMost = 20
const longestText = 300

const activitySchema = z.object({
  activity_id: z.union([z.number(), z.string()]),
  user: z.string().catch(''),
  subject: z.string(),
  datetime: z.string()
})

/** What happened to a file or folder, newest first, in the server's words and the person's language there. */
export async function readActivity(requests: FilesRequests, fileId: string): Promise<FileActivity[]> {
  const found = await requests.ocs({
    path: '/ocs/v2.php/apps/activity/api/v2/activity/filter',
    params: { object_type: 'files', object_id: fileId, limit: String(shownAtMost), sort: 'desc' },
    data: z.array(z.unknown())
  })
  return found.slice(0, shownAtMost).flatMap((one): FileActivity[] => {
    const activity = activitySchema.safeParse(one)
    const atMs = Date.parse(activity.data?.datetime ?? '')
    if (!activity.success || Number.isNaN(atMs)) return []
    const { activity_id: id, user, subject } = activity.data
    return [
      {
        id: String(id),
        userId: user,
        userName: user,
        text: subject.replace(/\s+/g, ' ').trim().slice(0, longestText),
        atMs
      }
    ]
  })
}
