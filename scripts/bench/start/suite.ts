import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { buildApp } from '../../demo/build'
import { startPersonSession } from '../../demo/session'
import { typeSignIn } from '../../demo/signIn'
import { end } from '../../desktop/sessionBus'
import { readRecoveryCodes, seed } from '../../seed/seed'
import { repositoryRoot } from '../../stack/layout'
import { addressOf, people } from '../../stack/people'
import { reset, up } from '../../stack/stack'
import type { Options } from '../options'
import { summarise, type BenchRow, type ContenderName, type Sample } from '../rows'
import { launch, startOnce, type Launch } from './launch'

const stackDir = resolve(repositoryRoot, '.stack/bench')

/** The start rows: a seeded person's app with a stored session against a blank window, in turn. */
export async function benchStart(options: Options, say: (text: string) => void): Promise<readonly BenchRow[]> {
  const home = await mkdtemp(join(tmpdir(), 'samverk-start-'))
  const session = await startPersonSession(home, process.env)
  try {
    buildApp(say)
    const info = await up({ dir: stackDir, onStep: say })
    await seed(info, { onStep: say })
    const env = { ...session.env, SAMVERK_DEVELOPMENT: info.development }
    const app: Launch = { app: repositoryRoot, env, address: 'samverk-app://main/', content: '.pane__scroll .row' }
    const blank: Launch = {
      app: resolve(import.meta.dirname, 'blank'),
      env: session.env,
      address: 'data:text/html',
      content: 'p'
    }
    say('Signing in once')
    await signIn(app)
    await startOnce(app)
    const samples: Sample[] = []
    for (let at = 0; at < options.runs; at += 1) {
      const turns: readonly [ContenderName, Launch][] = [
        ['ours', app],
        ['floor', blank]
      ]
      for (const [who, wish] of at % 2 === 0 ? turns : turns.toReversed()) {
        const { firstPaintS, firstContentS, memoryMb } = await startOnce(wish)
        say(
          `${who.padEnd(6)} paint ${firstPaintS.toFixed(2)} s, content ${firstContentS.toFixed(2)} s, ${memoryMb.toFixed(0)} MB`
        )
        samples.push({ case: 'first paint', who, values: { s: firstPaintS } })
        samples.push({ case: 'first content', who, values: { s: firstContentS } })
        samples.push({ case: 'memory of all processes', who, values: { MB: memoryMb } })
      }
    }
    return summarise('start', samples)
  } finally {
    await session.stop()
    await reset(stackDir)
    await rm(home, { recursive: true, force: true })
  }
}

async function signIn(app: Launch): Promise<void> {
  const [person] = people
  if (person === undefined) throw new Error('The agency is empty')
  const { process: running, debugging } = await launch(app)
  try {
    const recoveryCode = readRecoveryCodes(stackDir)[person.id]
    await typeSignIn(debugging, { address: addressOf(person), password: person.password, recoveryCode })
  } finally {
    await end(running)
  }
}
