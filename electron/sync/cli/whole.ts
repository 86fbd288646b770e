import { ignoreRules } from '../core/ignore'
import { systemClock, systemRandom } from '../clock'
import { openEngine } from '../engine'
import { DEFAULT_OPTIONS } from '../engineOptions'
import { sweepHeap } from '../heap'
import { openJournal } from '../journal/journal'
import { openDisk } from '../local/disk'
import { requireOutside } from '../local/place'
import { emptyRecycled, recycleInto } from '../local/recycle'
import { watchRoot } from '../local/watch'
import { identify } from '../remote/identity'
import { openServer } from '../remote/server'
import { accountOf, journalPathOf, linesOf, readAuthorities, readIdentity } from './given'
import type { Agent } from 'undici'
import type { Engine } from '../engine'
import type { EngineListener } from '../engineOptions'
import type { Offers } from '../offers'
import type { RequestDeps } from '../remote/http'
import type { KnownOffers } from '../remote/server'
import type { Options } from './options'
import type { Output } from './output'
import type { Requests } from './requests'
import type { Seen } from './seen'

const KEPT_DAYS = 30

/**
 * Opens the engine and runs it.
 * @param seen what a first look saw just now, if it came to its end.
 * @returns the exit code. @throws SyncError when nothing worked.
 */
export async function runWhole(
  options: Options,
  output: Output,
  requests: Requests,
  seen: Seen | undefined
): Promise<number> {
  const journalPath = journalPathOf(options)
  requireOutside(options.folder, journalPath)
  const identity = readIdentity(options)
  const http = { ...identity, dispatcher: requests }
  let engine: Engine | undefined
  const offers = openOffers(options, http, () => engine, output)
  try {
    const userId = seen?.userId ?? (await identify({ ...http, server: options.server })).userId
    const account = accountOf(userId, options)
    const ignore = ignoreRules(linesOf(options.excludeFile))
    const recycled = `${journalPath}.recycled`
    await emptyRecycled(recycled, new Date(), KEPT_DAYS)
    const trash = recycleInto(recycled, options.folder, () => new Date())
    const journal = openJournal(journalPath, account, Date.now())
    if (journal.wasLost) output.log('warn', 'the journal was lost: both sides are united')
    const { limits } = DEFAULT_OPTIONS
    const remote = openServer({
      ...http,
      server: options.server,
      userId,
      folder: options.path,
      limits: { upBytesPerSecond: options.upBytesPerSecond, downBytesPerSecond: options.downBytesPerSecond },
      offers
    })
    const disk = openDisk(options.folder, trash, ignore)
    engine = await openEngine(
      {
        remote: seen?.giveRemote(remote) ?? remote,
        local: seen?.giveLocal(disk) ?? disk,
        journal,
        watch: options.mode === 'watch' ? watchRoot(options.folder, ignore) : undefined,
        clock: systemClock,
        random: systemRandom
      },
      {
        ...DEFAULT_OPTIONS,
        minAgeMs: options.mode === 'watch' ? DEFAULT_OPTIONS.minAgeMs : 0,
        ignore,
        ...(options.mode === 'watch' ? { sweepHeap } : {}),
        unsynced: linesOf(options.unsyncedFile).map((line) => line.replace(/^\/+|\/+$/gu, '')),
        serverRefuses: (name) => offers.known()?.refusesName(name) ?? false,
        limits: options.mayDeleteAll ? { ...limits, maxCount: Infinity, maxShare: 2, mayEmpty: true } : limits
      },
      listenWith(output, options.mode === 'watch' ? () => void offers.ask() : () => undefined)
    )
    try {
      await trash.finish()
      return await performMode(options, engine, output)
    } finally {
      await engine.stop()
    }
  } finally {
    await offers.close()
  }
}

interface LateOffers extends KnownOffers {
  readonly known: Offers['known']
  readonly close: () => Promise<void>
}

/**
 * What the server offers, loaded and asked for when somebody wants to know: a single run without a large upload does
 * not. Only whoever stays hears the server's word that something changed.
 */
function openOffers(options: Options, http: RequestDeps, engine: () => Engine | undefined, output: Output): LateOffers {
  let opening: Promise<Offers> | undefined
  let offers: Offers | undefined
  let agent: Agent | undefined
  const dispatcher = async (): Promise<Agent> => {
    const undici = await import('undici')
    const ca = readAuthorities(options)
    return (agent ??= new undici.Agent(ca === undefined ? {} : { connect: { ca } }))
  }
  const open = async (): Promise<Offers> => {
    const { Offers } = await import('../offers')
    return new Offers({
      http: { ...http, server: options.server },
      ...(options.mode === 'watch' ? { push: { dispatcher, engine } } : {}),
      log: (message) => {
        output.log('warn', message)
      }
    })
  }
  return {
    known: () => offers?.known(),
    ask: async () => {
      offers = await (opening ??= open())
      await offers.ask()
    },
    close: async () => {
      offers?.close()
      await agent?.destroy()
    }
  }
}

async function performMode(options: Options, engine: Engine, output: Output): Promise<number> {
  switch (options.mode) {
    case 'watch':
      engine.start()
      await new Promise<void>((done) => {
        process.once('SIGINT', done)
        process.once('SIGTERM', done)
      })
      return 0
    case 'dryRun': {
      const { plan, describe } = await engine.preview()
      for (const operation of plan.operations) {
        output.line(describe(operation))
        output.event({ type: 'planned', kind: operation.kind, text: describe(operation) })
      }
      output.line(`${String(plan.operations.length)} to do, ${String(plan.blocked.length)} held back`)
      return 0
    }
    case 'once':
      return once(options, engine, output)
  }
}

async function once(options: Options, engine: Engine, output: Output): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const result = attempt === 0 ? await engine.syncOnce() : await engine.syncNow()
    const { errors, massDelete } = engine.status()
    const isWhole = errors === 0 && massDelete === null && result.folderFailures.length === 0
    // What waits for somebody's word does not change by trying again.
    if (!isWhole && massDelete === null && attempt < options.maxRetries && engine.hasRetries()) continue
    output.event({
      type: 'result',
      rounds: result.rounds,
      operations: result.operations,
      errors: engine.errors(),
      massDelete,
      leftOut: result.leftOut?.map(({ name }) => name) ?? []
    })
    for (const { path, state } of engine.errors())
      output.line(`not synced: ${path}: ${'code' in state ? state.code : state.kind}`)
    if (massDelete !== null)
      output.line(`${String(massDelete.count)} of ${String(massDelete.total)} would be deleted: see --allow-deletes`)
    output.line(isWhole ? 'equal' : 'not everything could be synced')
    return isWhole ? 0 : 1
  }
}

function listenWith(output: Output, idle: () => void): EngineListener {
  return {
    status: (status) => {
      if (status.phase.kind === 'idle') idle()
      output.event({ type: 'status', ...status })
    },
    changed: () => undefined,
    lockedEdit: (path, { ownerName, isEditor }) => {
      output.log('warn', `${path} is being edited ${isEditor === true ? 'in' : 'by'} ${ownerName}`)
    },
    wiped: () => {
      output.event({ type: 'wiped' })
      output.log('warn', 'the server had everything removed')
    },
    log: (level, message) => {
      output.event({ type: 'log', level, message })
      output.log(level, message)
    }
  }
}
