import type { Located } from '../store/view'
import { may } from '../store/view'

/**
 * `oc:permissions` as the server writes it: S shared, R may share, M mounted, G readable, D delete, NV rename and move, W
 * write a file, CK make files and folders. A share's mount can always be deleted (that leaves the share); that it can be
 * moved is only said in its parent's listing. All of a team's folder says M; itself it stays where it is.
 */
export function permissionText({ node, place, storage, permissions }: Located, seen: 'itself' | 'listed'): string {
  const has = (bit: number): boolean => (permissions & bit) !== 0
  const isShare = place === 'mount' && storage === 'shared'
  const isTeam = place === 'mount' && storage === 'team'
  const canMove = isTeam ? false : has(may.update) || (isShare && seen === 'listed')
  return [
    storage === 'shared' ? 'S' : '',
    has(may.share) ? 'R' : '',
    storage === 'team' ? 'M' : '',
    'G',
    (has(may.delete) || isShare) && !isTeam ? 'D' : '',
    canMove ? 'NV' : '',
    node.kind === 'file' && has(may.update) ? 'W' : '',
    node.kind === 'folder' && has(may.create) ? 'CK' : ''
  ].join('')
}

/** `ocs:share-permissions`: what a file cannot have is left out. */
export const sharePermissions = ({ node, permissions }: Located): number =>
  node.kind === 'folder' ? permissions : permissions & (may.read | may.update | may.share)
