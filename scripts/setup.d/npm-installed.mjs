// Says (by its exit code) whether node_modules holds exactly what package-lock.json asks for.
import { readFileSync } from 'node:fs'

const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

function isInstalled() {
  let installed
  try {
    installed = read('node_modules/.package-lock.json')
  } catch {
    return false
  }
  return Object.entries(read('package-lock.json')).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '' || (found === undefined && (wanted.optional || wanted.peer))) return true
    return found?.version === wanted.version && found?.integrity === wanted.integrity
  })
}

process.exitCode = isInstalled() ? 0 : 1
