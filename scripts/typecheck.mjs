// Type-checks every part with what it may use, and the Electron side against both Electron versions.
import { spawnSync } from 'node:child_process'

const projects = ['shared', 'electron', 'electron/tsconfig.33.json', 'electron/preload', 'renderer', 'scripts']
const failed = projects.filter((project) => {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], {
    stdio: 'inherit'
  })
  return status !== 0
})
if (failed.length > 0) {
  console.error(`Type errors in ${failed.join(', ')}`)
  process.exit(1)
}
