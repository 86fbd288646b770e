import type { FilesServer } from '../context'
import { mimeOf, hasPreview } from '../dav/mime'
import type { Share } from '../store/shares'
import { shareTypes } from '../store/shares'
import type { Located } from '../store/view'

/** A share as OCS shows it to the person who asks; `located` is where that person sees it. */
export function shareDocument(
  server: FilesServer,
  share: Share,
  asked: { readonly person: string; readonly base: string; readonly located: Located; readonly path: string }
) {
  const { accounts, view, tree } = server
  const { person, base, located, path } = asked
  const { node } = located
  const nameOf = (id: string): string => accounts.byId(id)?.name ?? id
  const isOwn = share.initiator === person || node.owner === person
  const target = isOwn ? path : `/${(view.byId(person, node.id)?.segments ?? [node.name]).join('/')}`
  return {
    id: String(share.id),
    share_type: share.type,
    uid_owner: share.initiator,
    displayname_owner: nameOf(share.initiator),
    permissions: share.permissions,
    can_edit: isOwn,
    can_delete: isOwn,
    stime: share.created,
    parent: null,
    expiration: share.expiration === null ? null : `${share.expiration} 00:00:00`,
    token: share.token,
    uid_file_owner: node.owner,
    note: share.note,
    label: share.label,
    displayname_file_owner: nameOf(node.owner),
    path,
    item_type: node.kind,
    item_permissions: located.permissions,
    mimetype: node.kind === 'folder' ? 'httpd/unix-directory' : mimeOf(node.name),
    has_preview: node.kind === 'file' && hasPreview(node.name),
    storage_id: `home::${node.owner}`,
    storage: tree.home(node.owner).id,
    item_source: node.id,
    file_source: node.id,
    file_parent: node.parent,
    file_target: target,
    item_size: node.size,
    item_mtime: node.mtime,
    ...recipientOf(server, share, base),
    mail_send: 0,
    hide_download: share.hidden,
    attributes: null
  }
}

function recipientOf({ accounts }: FilesServer, share: Share, base: string) {
  switch (share.type) {
    case shareTypes.user: {
      const account = accounts.byId(share.recipient ?? '')
      return {
        share_with: share.recipient,
        share_with_displayname: account?.name ?? share.recipient,
        share_with_displayname_unique: account?.address ?? share.recipient,
        status: []
      }
    }
    case shareTypes.group: {
      const group = accounts.groups.find(({ id }) => id === share.recipient)
      return { share_with: share.recipient, share_with_displayname: group?.name ?? share.recipient }
    }
    case shareTypes.link:
      return {
        // Its owner gets the password's hash back, as recorded.
        share_with: share.password,
        share_with_displayname: '(Shared link)',
        password: share.password,
        send_password_by_talk: false,
        url: `${base}/s/${share.token ?? ''}`
      }
  }
}
