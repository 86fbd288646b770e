import { Addresses } from './addresses'
import { openHttp, readJson } from './http'
import { at } from './json'
import type { RequestDeps } from './http'

/** What a server offers beyond files, as far as the engine uses it (sync.md 1.10). */
export interface Capabilities {
  /** Names that the server takes from nobody. */
  readonly refusesName: (name: string) => boolean
  readonly push: PushEndpoints | undefined
  /** Files can be locked for editing (the app files_lock). */
  readonly hasLocks: boolean
  readonly uploads: UploadLimits
}

export interface UploadLimits {
  /** The largest request body that the server wants; undefined when it does not say. */
  readonly maxRequestBytes: number | undefined
  /** How many chunks of one file it takes at once. */
  readonly maxParallelChunks: number
  /** It keeps checksums of the kind that we make. */
  readonly takesSha1: boolean
}

export interface PushEndpoints {
  readonly websocket: string
  /** Gives a token, so that the password need not be sent once more. */
  readonly preAuth: string | undefined
}

/** @throws SyncError when the server can't be asked. */
export async function askCapabilities(options: RequestDeps & { readonly server: string }): Promise<Capabilities> {
  const addresses = new Addresses(options.server, '')
  const http = openHttp(addresses, options)
  const pathname = addresses.at('/ocs/v2.php/cloud/capabilities?format=json')
  const answer = await readJson(await http.transfer('GET', pathname, { 'ocs-apirequest': 'true' }))
  const offered = at(answer, 'ocs', 'data', 'capabilities')
  const files = at(offered, 'files')
  return {
    refusesName: refusals(files),
    push: pushOf(at(offered, 'notify_push'), addresses),
    hasLocks: typeof at(files, 'locking') === 'string',
    uploads: uploadsOf(at(files, 'chunked_upload'), at(offered, 'checksums', 'supportedTypes'))
  }
}

function refusals(files: unknown): (name: string) => boolean {
  const list = (key: string): readonly string[] => {
    const found = at(files, key)
    const all = Array.isArray(found) ? (found as readonly unknown[]) : []
    return all.flatMap((each) => (typeof each === 'string' && each !== '' ? [each.toLowerCase()] : []))
  }
  const names = new Set([...list('blacklisted_files'), ...list('forbidden_filenames')])
  const basenames = new Set(list('forbidden_filename_basenames'))
  const characters = list('forbidden_filename_characters')
  const extensions = list('forbidden_filename_extensions')
  return (name) => {
    const lower = name.toLowerCase()
    const [basename = ''] = lower.split('.', 1)
    return (
      names.has(lower) ||
      basenames.has(basename) ||
      characters.some((character) => lower.includes(character)) ||
      extensions.some((extension) => lower.endsWith(extension))
    )
  }
}

/** Servers take no smaller chunks, but for the last (sync.md 1.6). */
export const SMALLEST_CHUNK_BYTES = 5 * 1024 * 1024
const MOST_PARALLEL = 6

function uploadsOf(chunked: unknown, checksums: unknown): UploadLimits {
  const number = (key: string, least: number): number | undefined => {
    const found = at(chunked, key)
    return typeof found === 'number' && Number.isFinite(found) && found >= least ? Math.floor(found) : undefined
  }
  return {
    maxRequestBytes: number('max_size', SMALLEST_CHUNK_BYTES),
    maxParallelChunks: Math.min(number('max_parallel_count', 1) ?? 1, MOST_PARALLEL),
    takesSha1: !Array.isArray(checksums) || checksums.includes('SHA1')
  }
}

/** Only on the server itself: a password goes to no other host. */
function pushOf(offered: unknown, addresses: Addresses): PushEndpoints | undefined {
  const types = at(offered, 'type')
  const websocket = at(offered, 'endpoints', 'websocket')
  const preAuth = at(offered, 'endpoints', 'pre_auth')
  if (!Array.isArray(types) || !types.includes('files') || typeof websocket !== 'string') return undefined
  const own = addresses.origin.replace(/^http/u, 'ws')
  if (!websocket.startsWith(`${own}/`)) return undefined
  const isOurs = typeof preAuth === 'string' && preAuth.startsWith(`${addresses.origin}/`)
  return { websocket, preAuth: isOurs ? preAuth : undefined }
}
