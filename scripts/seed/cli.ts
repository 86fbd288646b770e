import { defaultStackDir } from '../stack/layout'
import { readStackInfo } from '../stack/stack'
import { seed } from './seed'

const info = readStackInfo(defaultStackDir())
if (info === undefined) throw new Error('The local servers are not running: npm run stack -- up')
const begun = Date.now()
const seconds = (): string => ((Date.now() - begun) / 1000).toFixed(1)
await seed(info, { onStep: (text) => console.log(`${seconds()} s  ${text}`) })
console.log(`${seconds()} s  Seeded`)
process.exit(0)
