/** The smallest possible promise layer over IndexedDB: one object store of sealed bytes under string keys. */
export type ByteDatabase = {
  readonly get: (key: string) => Promise<Uint8Array<ArrayBuffer> | null>
  /** All keys that begin with the prefix, with their bytes. */
  readonly list: (prefix: string) => Promise<readonly (readonly [string, Uint8Array<ArrayBuffer>])[]>
  readonly keys: (prefix: string) => Promise<readonly string[]>
  /** Writes (or deletes, for null) everything in one transaction: all or nothing. */
  readonly write: (changes: readonly (readonly [string, Uint8Array<ArrayBuffer> | null])[]) => Promise<void>
  readonly close: () => void
}

const STORE = 'sealed'

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'))
  })

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'))
    transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB transaction failed'))
  })

const asBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(0)

const isText = (key: IDBValidKey): key is string => typeof key === 'string'

const exact = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer

/** Opens (and makes) a database. Throws when IndexedDB refuses; never deletes anything. */
export const openDatabase = async (factory: IDBFactory, name: string): Promise<ByteDatabase> => {
  const request = factory.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE)
  }
  const database = await settled(request)
  database.onversionchange = () => database.close()

  const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  const reading = () => database.transaction(STORE, 'readonly').objectStore(STORE)

  return {
    get: async (key) => {
      const value: unknown = await settled<unknown>(reading().get(key))
      return value === undefined ? null : asBytes(value)
    },
    list: async (prefix) => {
      const store = reading()
      const [keys, values] = await Promise.all([
        settled(store.getAllKeys(range(prefix))),
        settled<unknown[]>(store.getAll(range(prefix)))
      ])
      return keys.filter(isText).map((key, index) => [key, asBytes(values[index])] as const)
    },
    keys: async (prefix) => (await settled(reading().getAllKeys(range(prefix)))).filter(isText),
    write: async (changes) => {
      if (changes.length === 0) return
      const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' })
      const store = transaction.objectStore(STORE)
      for (const [key, bytes] of changes) {
        if (bytes === null) store.delete(key)
        else store.put(exact(bytes), key)
      }
      await done(transaction)
    },
    close: () => database.close()
  }
}

/** Removes a whole database; only after the person chose to sign out. */
export const deleteDatabase = async (factory: IDBFactory, name: string): Promise<void> => {
  await settled(factory.deleteDatabase(name))
}
