import { createAllowList } from './net/allowList'
import { createDial } from './net/dial'
import { createDispatcher } from './net/dispatcher'
import { relayLedger } from './net/egressRelay'
import { sealNode } from './net/seal'
import { channelOver } from './sync/channel'
import { startSyncProcess } from './sync/process'

// The entry of the sync utility process: the engine, with its network over the guard. It may reach the account's file
// server and nothing else.
const connections = 6

sealNode()
process.on('unhandledRejection', (reason) => {
  console.error(reason)
  process.exit(1)
})
process.parentPort.once('message', ({ ports: [port] }) => {
  if (!port) return
  const ledger = relayLedger((message) => process.parentPort.postMessage(message))
  startSyncProcess({
    channel: channelOver(port),
    openDispatcher: ({ server, certificateAuthorities, developmentHosts }) => {
      const { hostname, port: serverPort } = new URL(server)
      const allowList = createAllowList()
      allowList.add([
        { host: hostname, port: Number(serverPort || 443), kind: 'files', rule: 'service', namedBy: hostname }
      ])
      const dial = createDial({ allowList, ledger, developmentHosts, nowMs: Date.now })
      return createDispatcher({ dial, process: 'sync', certificateAuthorities, connections })
    }
  })
})
