import type { Located } from '../store/view'
import { may } from '../store/view'

/**
 * `oc:permissions` as the server writes it: S shared, R may share, G readable, D delete, NV rename and move, W write a
 * file, CK make files and folders. A mount can always be deleted (that leaves the share); that it can be moved is only
 * said in its parent's listing.
 */
export function permissionText({ node, place, permissions }: Located, seen: 'itself' | 'listed'): string {
  const has = (bit: number): boolean => (permissions & bit) !== 0
  const isMount = place === 'mount'
  const canMove = has(may.update) || (isMount && seen === 'listed')
  return [
    place === 'own' ? '' : 'S',
    has(may.share) ? 'R' : '',
    'G',
    has(may.delete) || isMount ? 'D' : '',
    canMove ? 'NV' : '',
    node.kind === 'file' && has(may.update) ? 'W' : '',
    node.kind === 'folder' && has(may.create) ? 'CK' : ''
  ].join('')
}

/** `ocs:share-permissions`: what a file cannot have is left out. */
export const sharePermissions = ({ node, permissions }: Located): number =>
  node.kind === 'folder' ? permissions : permissions & (may.read | may.update | may.share)
