import { availableBytes, type FilesServer } from '../context'
import type { Account } from '../store/accounts'

/** `cloud/user`: the one place from which a client learns the user id that its paths need. */
export function userDocument(server: FilesServer, account: Account) {
  const used = server.tree.home(account.id).size
  const free = availableBytes(server, account.id)
  const total = account.quota ?? used
  return {
    id: account.id,
    enabled: true,
    backend: 'Database',
    quota: {
      free: free ?? -3,
      used,
      total,
      relative: account.quota === null || account.quota === 0 ? 0 : Math.round((used / account.quota) * 10_000) / 100,
      quota: account.quota ?? -3
    },
    email: account.address,
    displayname: account.name,
    'display-name': account.name,
    groups: server.accounts.groupsOf(account.id).map(({ id }) => id),
    language: 'sv',
    locale: 'sv_SE'
  }
}
