import { isSafeName } from '../core/names'
import { SyncError } from '../errors'

/** The addresses of one user's files and uploads on one server. */
export class Addresses {
  readonly origin: string
  readonly #base: string
  readonly #folder: string

  /**
   * @param server the base address, which may have a path.
   * @param folder the folder among the person's files that stands for the root; '' for all of them.
   */
  constructor(
    server: string,
    readonly userId: string,
    folder = ''
  ) {
    const url = new URL(server)
    if (url.protocol !== 'https:' && !isLoopback(url)) {
      throw new SyncError('certificate', 'only https, or http to this computer itself')
    }
    this.origin = url.origin
    this.#base = url.pathname.replace(/\/+$/u, '')
    const names = folder.split('/').filter((name) => name !== '')
    if (!names.every(isSafeName)) throw new SyncError('outsideRoot', 'a folder that leads elsewhere')
    this.#folder = names.map((name) => `${encode(name)}/`).join('')
  }

  /** The path part for a file, each segment percent-encoded. */
  file(path: string): string {
    return `${this.#base}/remote.php/dav/files/${encode(this.userId)}/${this.#folder}${encodePath(path)}`
  }

  upload(transferId: string, part = ''): string {
    return `${this.#base}/remote.php/dav/uploads/${encode(this.userId)}/${encode(transferId)}/${encodePath(part)}`
  }

  at(path: string): string {
    return `${this.#base}${path}`
  }

  url(pathname: string): string {
    return this.origin + pathname
  }

  /**
   * The path below `folder` (an address path ending in `/`) that an answer's href names; '' for the folder itself.
   * @throws SyncError `badListing` for another host, anything above the folder, or a name that leads elsewhere.
   */
  below(folder: string, href: string): string {
    const wanted = decodeSegments(folder)
    const given = decodeSegments(this.#pathOf(href))
    if (given.length < wanted.length || wanted.some((name, index) => name !== given[index])) {
      throw new SyncError('badListing', 'an address outside the folder')
    }
    const rest = given.slice(wanted.length)
    if (!rest.every(isSafeName)) throw new SyncError('badListing', 'an address that leads elsewhere')
    return rest.join('/')
  }

  #pathOf(href: string): string {
    if (/[\\\0]/u.test(href)) throw new SyncError('badListing', 'a backslash in an address')
    if (href.startsWith('/') && !href.startsWith('//')) return href
    // An absolute address is allowed when it is ours; it is cut by hand, since URL would resolve `..` away.
    if (href.startsWith(`${this.origin}/`)) return href.slice(this.origin.length)
    throw new SyncError('badListing', 'an address of another host')
  }
}

function decodeSegments(path: string): string[] {
  const segments = path.split('/').slice(1)
  if (segments.at(-1) === '') segments.pop()
  return segments.map((segment) => {
    try {
      return decodeURIComponent(segment)
    } catch (cause) {
      throw new SyncError('badListing', 'an address that is not UTF-8', { cause })
    }
  })
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function encodePath(path: string): string {
  return path.split('/').map(encode).join('/')
}

function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(url.hostname)
}
