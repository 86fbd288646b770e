import type { Site } from './site'

async function ask(site: Site, account: string, method: string, path: string, depth = '0'): Promise<string> {
  const Authorization = `Basic ${Buffer.from(`${account}:${site.password}`).toString('base64')}`
  const response = await fetch(`${site.url}/remote.php/dav/${path}`, {
    method,
    headers: { Authorization, Depth: depth }
  })
  const text = await response.text()
  if (!response.ok && ![404, 501].includes(response.status))
    throw new Error(`${method} ${path}: HTTP ${response.status}`)
  return text
}

/** Throws unless the account holds just so many files: a client that did nothing would be the fastest. */
export async function checkRemote(site: Site, account: string, count: number): Promise<void> {
  const text = await ask(site, account, 'PROPFIND', `files/${account}/`, 'infinity')
  const found = text.match(/<d:getcontentlength>/gu)?.length ?? 0
  if (found !== count) throw new Error(`The account ${account} has ${found} files instead of ${count}`)
}

/** Removes what lies at the top of the account, out of its trash too. */
export async function removeRemote(site: Site, account: string, names: readonly string[]): Promise<void> {
  for (const name of names) await ask(site, account, 'DELETE', `files/${account}/${name}`)
  await ask(site, account, 'DELETE', `trashbin/${account}/trash`)
}

/** One request that makes something in the account. */
export async function putRemote(
  site: Site,
  account: string,
  method: 'PUT' | 'MKCOL',
  name: string,
  { headers = {}, body }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: Buffer } = {}
): Promise<void> {
  const Authorization = `Basic ${Buffer.from(`${account}:${site.password}`).toString('base64')}`
  const content = body === undefined ? {} : { body: new Uint8Array(body) }
  const at = `${site.url}/remote.php/dav/files/${account}/${name}`
  const response = await fetch(at, { method, headers: { Authorization, ...headers }, ...content })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${method} ${name}: HTTP ${response.status}`)
}

/** Makes copies of a folder on the server, which costs no transfer. */
export async function copyRemote(site: Site, account: string, from: string, to: string): Promise<void> {
  const Authorization = `Basic ${Buffer.from(`${account}:${site.password}`).toString('base64')}`
  const at = (name: string): string => `/remote.php/dav/files/${account}/${name}`
  const headers = { Authorization, Destination: at(to) }
  const response = await fetch(`${site.url}${at(from)}`, { method: 'COPY', headers })
  if (!response.ok) throw new Error(`COPY to ${to}: HTTP ${response.status}`)
}
