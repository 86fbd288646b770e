import { SaxesParser } from 'saxes'
import { SyncError } from '../errors'

/** One response of a 207 answer, with the properties that the server has (status 200). */
export interface RawEntry {
  readonly href: string
  readonly isFolder: boolean
  /** By `namespace|name`. */
  readonly properties: ReadonlyMap<string, string>
}

export interface ListingLimits {
  readonly maxBytes: number
  readonly maxEntries: number
  readonly maxDepth: number
  readonly maxTextLength: number
}

export const LISTING_LIMITS: ListingLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxEntries: 200_000,
  maxDepth: 16,
  maxTextLength: 16_384
}

const DAV = 'DAV:'
const HTTP_OK = /^HTTP\/1\.[01] 200(?: |$)/u

/**
 * Reads a multistatus answer as it arrives, in bounded memory (RFC 4918 section 13). Any irregularity rejects the
 * whole answer: an entry that is missing because of a cut would look like a deletion.
 * @throws SyncError `badListing`.
 */
export async function readMultistatus(body: AsyncIterable<Uint8Array>, limits = LISTING_LIMITS): Promise<RawEntry[]> {
  const entries: RawEntry[] = []
  const reader = new EntryReader(entries, limits)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > limits.maxBytes) throw new SyncError('badListing', 'the listing is too large')
      reader.write(decoder.decode(chunk, { stream: true }))
    }
    reader.write(decoder.decode())
    reader.end()
  } catch (cause) {
    if (cause instanceof SyncError) throw cause
    throw new SyncError('badListing', 'the listing is not well-formed or was cut', { cause })
  }
  return entries
}

class EntryReader {
  readonly #parser = new SaxesParser({ xmlns: true })
  readonly #path: string[] = []
  #isComplete = false
  #text = ''
  #href: string | undefined
  #isFolder = false
  #properties = new Map<string, string>()
  #found = new Map<string, string>()
  #foundFolder = false
  #status = ''

  constructor(
    private readonly entries: RawEntry[],
    private readonly limits: ListingLimits
  ) {
    this.#parser.on('error', (error) => {
      throw error
    })
    this.#parser.on('doctype', () => {
      throw new SyncError('badListing', 'a document type is not allowed')
    })
    this.#parser.on('opentag', (tag) => {
      this.#open(`${tag.uri}|${tag.local}`)
    })
    this.#parser.on('text', (text) => {
      this.#text += text
      if (this.#text.length > this.limits.maxTextLength) throw new SyncError('badListing', 'a value is too long')
    })
    this.#parser.on('closetag', (tag) => {
      this.#close(`${tag.uri}|${tag.local}`)
    })
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.close()
    if (!this.#isComplete) throw new SyncError('badListing', 'the listing has no end')
  }

  #open(name: string): void {
    const depth = this.#path.push(name)
    if (depth > this.limits.maxDepth) throw new SyncError('badListing', 'the listing is nested too deep')
    if (depth === 1 && name !== `${DAV}|multistatus`) throw new SyncError('badListing', 'not a multistatus')
    this.#text = ''
    if (depth === 2 && name === `${DAV}|response`) {
      this.#href = undefined
      this.#isFolder = false
      this.#properties = new Map()
    } else if (depth === 3 && name === `${DAV}|propstat`) {
      this.#found = new Map()
      this.#foundFolder = false
      this.#status = ''
    } else if (depth === 6 && this.#path[4] === `${DAV}|resourcetype` && name === `${DAV}|collection`) {
      this.#foundFolder = true
    }
  }

  #close(name: string): void {
    const depth = this.#path.length
    this.#path.pop()
    if (depth === 1) this.#isComplete = true
    else if (depth === 2 && name === `${DAV}|response`) this.#endResponse()
    else if (depth === 3 && name === `${DAV}|href`) this.#href = this.#text.trim()
    else if (depth === 3 && name === `${DAV}|propstat`) this.#endPropstat()
    else if (depth === 4 && name === `${DAV}|status`) this.#status = this.#text.trim()
    else if (depth === 5) this.#found.set(name, this.#text.trim())
    else if (depth === 6 && name.endsWith('|checksum')) {
      // Kept for the enclosing property: its text would be empty otherwise.
      return
    }
    this.#text = ''
  }

  #endPropstat(): void {
    if (!HTTP_OK.test(this.#status)) return
    for (const [name, value] of this.#found) this.#properties.set(name, value)
    this.#isFolder ||= this.#foundFolder
  }

  #endResponse(): void {
    if (this.#href === undefined) throw new SyncError('badListing', 'an entry without an address')
    if (this.entries.length >= this.limits.maxEntries) throw new SyncError('badListing', 'too many entries')
    this.entries.push({ href: this.#href, isFolder: this.#isFolder, properties: this.#properties })
  }
}
