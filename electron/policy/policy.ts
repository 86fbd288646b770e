import { readFileSync, statSync } from 'node:fs'
import { parseJson } from '../../shared/json'
import { readPolicy, type Policy } from '../../shared/policy'

const maxBytes = 256 * 1024

/** Where the administrator's file lies, by platform; Windows and macOS keep theirs in their own registries. */
export const policyFile: string | undefined = process.platform === 'linux' ? '/etc/samverk/policy.json' : undefined

/**
 * Reads the agency's managed settings once, at start. A file that anybody but its owner, the administrator, may write
 * is no policy: a program of the user's could set it.
 */
export function openPolicy(file = policyFile, administrator = 0): Policy {
  if (file === undefined) return {}
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) return {}
  if (!stats.isFile() || stats.uid !== administrator || (stats.mode & 0o022) !== 0 || stats.size > maxBytes) {
    console.error(`${file} is not used: it must be a file that only the administrator can write`)
    return {}
  }
  const { policy, refused } = readPolicy(parseJson(readFileSync(file, 'utf8')))
  if (refused.length > 0) console.error(`${file}: not understood and not used: ${refused.join(', ')}`)
  return policy
}
