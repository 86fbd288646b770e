import { resolve } from 'node:path'

import { bundleSync } from '../../pack/bundleSync'
import { repositoryRoot } from '../../stack/layout'

/** The engine's command line as administrators run it, below node_modules, where its one native part is found. */
export const bundleCommandLine = (): Promise<string> =>
  bundleSync(resolve(repositoryRoot, 'node_modules/.cache/samverk-bench'))
