import { runCommand } from './cli/command'
import { readOptions } from './cli/options'
import { USAGE } from './cli/usage'
import { asSyncError } from './errors'

async function main(argv: readonly string[]): Promise<number> {
  const wish = readOptions(argv)
  switch (wish.kind) {
    case 'help':
      process.stdout.write(USAGE)
      return 0
    case 'version':
      process.stdout.write('samverk-sync 0.1.0\n')
      return 0
    case 'wrong':
      process.stderr.write(`${wish.reason}\n\n${USAGE}`)
      return 2
    case 'run':
      return runCommand(wish.options)
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (cause: unknown) => {
    const error = asSyncError(cause)
    process.stderr.write(`${error.code}: ${error.message}\n`)
    process.exitCode = 3
  }
)
