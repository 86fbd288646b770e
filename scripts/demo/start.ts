import { readRecoveryCodes } from '../seed/progress'
import { seed } from '../seed/seed'
import { demoStackDir } from '../stack/layout'
import { addressOf, people, type Person } from '../stack/people'
import { up } from '../stack/stack'
import { buildApp } from './build'
import { openPerson } from './openPerson'
import { homeOf, isRunning } from './people'
import { findPerson } from './person'

const stackDir = demoStackDir
const begunMs = Date.now()

const say = (text: string): void => {
  console.log(`${((Date.now() - begunMs) / 1000).toFixed(1).padStart(5)} s  ${text}`)
}

function wanted(args: readonly string[]): Person {
  const [flag, name] = args
  if (flag === undefined) return findPerson('sara.lindmark') ?? fail('The agency is empty')
  const found = flag === '--as' && name !== undefined && args.length === 2 ? findPerson(name) : undefined
  return found ?? fail(`./scripts/start [--as NAME], where NAME is one of: ${people.map(({ id }) => id).join(', ')}`)
}

function fail(text: string): never {
  console.error(text)
  process.exit(2)
}

async function main(): Promise<void> {
  const person = wanted(process.argv.slice(2))
  const home = homeOf(person.id)
  // A build takes the files away under the apps that run.
  if (!people.some(({ id }) => isRunning(id))) buildApp(say)
  const info = await up({ dir: stackDir, onStep: say })
  say('The servers answer')
  await seed(info, { onStep: say })
  say(`${person.name}, ${person.title}: ${addressOf(person)}`)
  say(`Password: ${person.password}`)
  say(`Recovery code: ${readRecoveryCodes(stackDir)[person.id] ?? 'none'}`)
  const opened = await openPerson({ person, home, stackDir, say })
  if (opened === 'was open') say(`${person.name}'s app runs already`)
  else say(`The app runs. Everything of ${person.name} lies in ${home}; npm run stack -- down ends it all`)
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
