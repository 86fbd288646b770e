import { execFile } from 'node:child_process'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

// A process of its own: what is sealed cannot be opened again.
const script = `
import dgram from 'node:dgram'
import dns, { lookup, promises } from 'node:dns'
import http from 'node:http'
import net, { connect } from 'node:net'
import { openTcp } from '${join(import.meta.dirname, 'rawSocket.ts')}'
import { sealNode } from '${join(import.meta.dirname, 'seal.ts')}'
const port = Number(process.argv.at(-1))
sealNode()
const code = (error) => error?.cause?.code ?? error?.code ?? 'other: ' + error
const told = (start) => new Promise((resolve) => start((error) => resolve(error ? code(error) : 'open')))
const caught = (run) => { try { run(); return 'open' } catch (error) { return code(error) } }
const socket = (one) => (done) => one.once('error', done).once('connect', () => done())
const results = {
  connect: await told(socket(connect(port, '127.0.0.1'))),
  socket: await told(socket(new net.Socket().connect({ port, host: '127.0.0.1' }))),
  http: await told((done) => http.get({ port, host: '127.0.0.1' }, () => done()).on('error', done)),
  fetch: await fetch('http://127.0.0.1:' + port).then(() => 'open', code),
  lookup: await told((done) => lookup('annanplats.test', done)),
  resolve: await told((done) => dns.resolve4('annanplats.test', done)),
  promises: await promises.resolveTxt('annanplats.test').then(() => 'open', code),
  datagram: caught(() => dgram.createSocket('udp4').send('a', port, '127.0.0.1')),
  guard: await openTcp('127.0.0.1', port, 1000).then((one) => (one.destroy(), 'open'), code)
}
console.log(JSON.stringify(results))
process.exit(0)
`
let server: Server
beforeAll(() => {
  server = createServer((socket) => socket.destroy())
  return new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

it('leaves Node no way out but the guard’s own', async () => {
  const { port } = server.address() as AddressInfo
  const { stdout } = await promisify(execFile)('npx', ['tsx', '--input-type=module', '-e', script, String(port)], {
    cwd: import.meta.dirname,
    timeout: 30_000
  })
  expect(JSON.parse(stdout)).toEqual({
    connect: 'EEGRESS',
    socket: 'EEGRESS',
    http: 'EEGRESS',
    fetch: 'EEGRESS',
    lookup: 'EEGRESS',
    resolve: 'EEGRESS',
    promises: 'EEGRESS',
    datagram: 'EEGRESS',
    guard: 'open'
  })
})
