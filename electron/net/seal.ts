import dgram from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { isIP, Socket } from 'node:net'
import { connectRaw, isGuardSocket } from './rawSocket'

const refused = (what: string) =>
  Object.assign(new Error(`${what} is sealed: the network is reached through the guard`), { code: 'EEGRESS' })

/**
 * Makes every socket, name look-up and datagram of Node fail, except those the guard opens itself. Call once, first
 * thing in every Node process of the app. Chromium's own network is closed by switches (chromium.ts); threads and
 * child processes by a lint rule.
 */
export function sealNode(): void {
  Socket.prototype.connect = function (this: Socket, ...args: Parameters<Socket['connect']>) {
    if (isGuardSocket(this)) return connectRaw(this, ...args)
    process.nextTick(() => this.destroy(refused('This connection')))
    return this
  } as Socket['connect']
  sealLookups()
  const failDatagram = () => {
    throw refused('UDP')
  }
  Object.assign(dgram.Socket.prototype, { send: failDatagram, connect: failDatagram, bind: failDatagram })
  syncBuiltinESMExports()
}

type Callback = (error: Error, ...rest: unknown[]) => void

function sealLookups(): void {
  const rawLookup = dns.lookup
  // Node's own listen() looks literals up, so these pass: they resolve to themselves.
  const lookup = (host: string, ...rest: unknown[]) => {
    if (isIP(host)) return Reflect.apply(rawLookup, dns, [host, ...rest]) as unknown
    const callback = rest.at(-1) as Callback
    process.nextTick(() => callback(refused('Name look-up')))
    return {}
  }
  const failCallback = (...args: unknown[]) => {
    const callback = args.at(-1)
    if (typeof callback === 'function') process.nextTick(() => (callback as Callback)(refused('Name look-up')))
  }
  const failPromise = () => Promise.reject(refused('Name look-up'))
  Object.assign(dns, { lookup })
  for (const [target, fail] of [
    [dns, failCallback],
    [dns.Resolver.prototype, failCallback],
    [dns.promises, failPromise],
    [dns.promises.Resolver.prototype, failPromise]
  ] as const) {
    const names = Object.getOwnPropertyNames(target).filter((name) => /^(resolve|reverse|lookupService)/.test(name))
    for (const name of names) Object.assign(target, { [name]: fail })
  }
  Object.assign(dns.promises, { lookup: failPromise })
}
