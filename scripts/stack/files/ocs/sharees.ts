import type { FilesServer } from '../context'
import { shareTypes } from '../store/shares'

/** `sharees?search=`: people and groups whose name, id or address holds the text, never the asking person. */
export function shareesDocument(server: FilesServer, person: string, text: string, limit: number) {
  const wanted = text.toLowerCase()
  const people = server.accounts
    .all()
    .filter(({ id }) => id !== person)
    .map(({ id, name, address }) => ({
      names: [id, name, address],
      entry: {
        label: name,
        subline: '',
        icon: 'icon-user',
        value: { shareType: shareTypes.user, shareWith: id },
        shareWithDisplayNameUnique: address,
        status: []
      }
    }))
  const groups = server.accounts.groups.map(({ id, name }) => ({
    names: [id, name],
    entry: { label: name, value: { shareType: shareTypes.group, shareWith: id } }
  }))
  const isExact = ({ names }: { readonly names: readonly string[] }): boolean =>
    names.some((name) => name.toLowerCase() === wanted)
  const isPart = ({ names }: { readonly names: readonly string[] }): boolean =>
    names.some((name) => name.toLowerCase().includes(wanted))
  const split = (all: readonly { readonly names: readonly string[]; readonly entry: object }[]) => ({
    exact: wanted === '' ? [] : all.filter(isExact).map(({ entry }) => entry),
    part: all
      .filter((one) => isPart(one) && (wanted === '' || !isExact(one)))
      .map(({ entry }) => entry)
      .slice(0, limit)
  })
  const [users, found] = [split(people), split(groups)]
  const none = { remotes: [], remote_groups: [], emails: [], circles: [], rooms: [] }
  return {
    exact: { users: users.exact, groups: found.exact, ...none },
    users: users.part,
    groups: found.part,
    ...none,
    lookup: [],
    lookupEnabled: false
  }
}
