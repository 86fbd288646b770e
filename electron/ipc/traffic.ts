import { app, dialog } from 'electron'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Period } from '../../shared/ipc'
import type { AccountOwner } from '../account/account'
import { periodStartMs, summarise, toCsv } from '../net/report'
import type { Ledger } from '../net/ledger'
import type { Handlers } from './bind'

type TrafficHandlers = Pick<Handlers, 'traffic.report' | 'traffic.export'>

export function trafficHandlers(ledger: Ledger, account: AccountOwner): TrafficHandlers {
  const read = async (period: Period) => {
    const fromMs = periodStartMs(period, Date.now())
    return summarise(await ledger.read(new Date(fromMs).toISOString()), fromMs, Date.now())
  }
  const agency = () => {
    const state = account.state()
    return state.state === 'signedIn' ? state.account.services.name : ''
  }
  return {
    'traffic.report': async (_context, period) => ({ ...(await read(period)), agency: agency() }),
    'traffic.export': async (_context, period) => {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: join(app.getPath('documents'), `samverk-${new Date().toISOString().slice(0, 10)}.csv`),
        filters: [{ name: 'CSV', extensions: ['csv'] }]
      })
      if (canceled || filePath === '') return undefined
      await writeFile(filePath, toCsv((await read(period)).hosts), { mode: 0o600 })
      return filePath
    }
  }
}
