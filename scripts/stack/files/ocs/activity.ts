import type { FilesServer } from '../context'
import { shareTypes } from '../store/shares'

interface Happened {
  readonly app: 'files' | 'files_sharing'
  readonly type: 'file_created' | 'file_changed' | 'shared'
  readonly user: string
  readonly subject: string
  readonly timeS: number
}

const words = {
  sv: {
    you: 'Du',
    created: 'skapade',
    changed: 'ändrade',
    sharedBy: 'Delad av',
    public: 'Delades offentligt',
    hasPublic: 'delade offentligt',
    group: 'Delad med grupp',
    sharedWith: 'Delade med',
    hasSharedWith: 'delade med'
  },
  en: {
    you: 'You',
    created: 'created',
    changed: 'changed',
    sharedBy: 'Shared by',
    public: 'Shared as public link',
    hasPublic: 'shared as public link',
    group: 'Shared with group',
    sharedWith: 'Shared with',
    hasSharedWith: 'shared with'
  }
} as const

interface Telling {
  readonly limit: number
  readonly language: keyof typeof words
}

/**
 * What happened to a file or folder, newest first, as `activity/filter?object_type=files` tells it in the language that
 * is asked for. Nothing is kept for it: shares, versions and the file itself say enough.
 */
export function activityDocument(server: FilesServer, person: string, nodeId: number, { limit, language }: Telling) {
  const say = words[language]
  const located = server.view.byId(person, nodeId)
  if (located === undefined) return []
  const { node } = located
  const path = located.segments.join('/')
  const nameOf = (id: string): string => server.accounts.byId(id)?.name ?? id
  const told = (user: string, what: string): string => `${user === person ? say.you : nameOf(user)} ${what} ${path}`
  const versions = server.versions.list(node.id)
  const created: Happened = {
    app: 'files',
    type: 'file_created',
    user: node.owner,
    subject: told(node.owner, say.created),
    timeS: versions.at(-1)?.mtime ?? node.uploaded
  }
  // A version ended when the next one was written.
  const changes = versions.map((_version, index): Happened => {
    const next = versions[index - 1]
    const author = (next ?? server.versions.now(node))?.author ?? ''
    const timeS = next?.mtime ?? node.uploaded
    return { app: 'files', type: 'file_changed', user: author, subject: told(author, say.changed), timeS }
  })
  /** Where one file is asked about, its name is not said again. */
  const sharing = (type: number, by: string, to: string): string => {
    if (to === person) return `${say.sharedBy} ${nameOf(by)}`
    if (type === shareTypes.link) return by === person ? say.public : `${nameOf(by)} ${say.hasPublic}`
    if (type === shareTypes.group) return `${say.group} ${to}`
    return by === person ? `${say.sharedWith} ${nameOf(to)}` : `${nameOf(by)} ${say.hasSharedWith} ${nameOf(to)}`
  }
  const shared = server.shares.ofNode(node.id).map(({ initiator, recipient, type, created }): Happened => ({
    app: 'files_sharing',
    type: 'shared',
    user: initiator,
    subject: sharing(type, initiator, recipient ?? ''),
    timeS: created
  }))
  return [created, ...changes, ...shared]
    .sort((left, right) => right.timeS - left.timeS)
    .slice(0, limit)
    .map(({ app, type, user, subject, timeS }, index) => ({
      activity_id: timeS * 100 + index,
      app,
      type,
      user,
      subject,
      object_type: 'files',
      object_id: node.id,
      object_name: `/${path}`,
      datetime: new Date(timeS * 1000).toISOString().replace(/\.\d+Z$/u, '+00:00')
    }))
}
