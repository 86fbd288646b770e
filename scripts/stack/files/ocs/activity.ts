import type { FilesServer } from '../context'
import { shareTypes } from '../store/shares'

interface Happened {
  readonly type: string
  readonly user: string
  readonly subject: string
  readonly timeS: number
}

/**
 * What happened to a file or folder, newest first, as `activity/filter?object_type=files` tells it in the person's
 * language. Nothing is kept for it: shares, versions and the file itself say enough.
 */
export function activityDocument(server: FilesServer, person: string, nodeId: number, limit: number) {
  const located = server.view.byId(person, nodeId)
  if (located === undefined) return []
  const { node } = located
  const nameOf = (id: string): string => server.accounts.byId(id)?.name ?? id
  const told = (user: string, text: string): string => (user === person ? `Du ${text}` : `${nameOf(user)} ${text}`)
  const versions = server.versions.list(node.id)
  // A version is kept by whoever replaced it, when the next one came.
  const changes = versions.map(({ author }, index): Happened => ({
    type: 'file_changed',
    user: author,
    subject: told(author, `ändrade ${node.name}`),
    timeS: versions[index - 1]?.mtime ?? node.uploaded
  }))
  const shared = server.shares.ofNode(node.id).map(({ initiator, recipient, type, created }): Happened => ({
    type: 'shared_user_self',
    user: initiator,
    subject: told(
      initiator,
      type === shareTypes.link
        ? `delade ${node.name} som en länk`
        : `delade ${node.name} med ${nameOf(recipient ?? '')}`
    ),
    timeS: created
  }))
  return [...changes, ...shared]
    .sort((left, right) => right.timeS - left.timeS)
    .slice(0, limit)
    .map(({ type, user, subject, timeS }, index) => ({
      activity_id: timeS * 100 + index,
      app: 'files',
      type,
      user,
      subject,
      object_type: 'files',
      object_id: node.id,
      object_name: `/${located.segments.join('/')}`,
      datetime: new Date(timeS * 1000).toISOString()
    }))
}
