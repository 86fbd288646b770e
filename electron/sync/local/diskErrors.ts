import { SyncError } from '../errors'
import type { SyncErrorCode } from '../../../shared/model/sync'

const CODES: Readonly<Record<string, SyncErrorCode>> = {
  ENOENT: 'changed',
  ENOTDIR: 'changed',
  EISDIR: 'changed',
  EEXIST: 'exists',
  ENOTEMPTY: 'changed',
  ELOOP: 'outsideRoot',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EFBIG: 'diskFull',
  ENAMETOOLONG: 'nameRefused',
  EINVAL: 'nameRefused',
  EILSEQ: 'nameRefused',
  EBUSY: 'locked',
  ETXTBSY: 'locked'
}

/** What a failed system call means for the item. */
export function diskError(cause: unknown): SyncError {
  if (cause instanceof SyncError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new SyncError(CODES[code] ?? 'diskRefused', `the disk answered ${code === '' ? 'an error' : code}`, { cause })
}

export async function guarded<T>(action: () => Promise<T> | T): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw diskError(error)
  }
}
