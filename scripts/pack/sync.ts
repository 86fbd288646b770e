import { chmod } from 'node:fs/promises'
import { resolve } from 'node:path'

import { repositoryRoot } from '../stack/layout'
import { bundleSync } from './bundleSync'

const file = await bundleSync(resolve(repositoryRoot, 'dist/samverk-sync'))
await chmod(file, 0o755)
console.log(`Built ${file}`)
