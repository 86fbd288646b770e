import { randomBytes } from 'node:crypto'
import { createAllowList, type AllowList } from './allowList'
import { closeChromiumsNetwork, guardSessions, type Sessions } from './chromium'
import type { Development } from './development'
import { createDial, type Dial } from './dial'
import { openLedger, type Ledger } from './ledger'
import { openProxy } from './proxy'

export interface Guard {
  readonly allowList: AllowList
  readonly ledger: Ledger
  readonly dial: Dial
  readonly sessions: Sessions
  readonly close: () => void
}

interface GuardOptions {
  readonly ledgerDirectory: string
  readonly development: Development | undefined
  readonly certificateAuthorities: readonly string[]
}

/** Closes the network of the main process and of Chromium, but for what `allowList` names. Call before ready. */
export async function openGuard({
  ledgerDirectory,
  development,
  certificateAuthorities
}: GuardOptions): Promise<Guard> {
  const allowList = createAllowList()
  const ledger = openLedger(ledgerDirectory, Date.now)
  const dial = createDial({ allowList, ledger, developmentHosts: development?.hosts, nowMs: Date.now })
  const token = randomBytes(24).toString('base64url')
  const proxy = await openProxy(dial, token)
  closeChromiumsNetwork(proxy)
  const sessions = guardSessions(token, [...certificateAuthorities, ...(development?.certificateAuthorities ?? [])])
  return {
    allowList,
    ledger,
    dial,
    sessions,
    close: () => {
      proxy.close()
      ledger.close()
    }
  }
}
