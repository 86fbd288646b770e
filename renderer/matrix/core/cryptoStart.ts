import { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm'
import type { MatrixClient } from 'matrix-js-sdk'
import type { CryptoBackend } from 'matrix-js-sdk/lib/common-crypto/CryptoBackend'

type PendingBundles = OlmMachine['getAllRoomsPendingKeyBundles']
type Pending = Awaited<ReturnType<PendingBundles>>

/** As in the SDK: an inviter's share of older keys is accepted for a day after joining. */
const ACCEPTED_FOR_MS = 24 * 60 * 60 * 1000

/**
 * Loads encryption without asking the server. The SDK fetches shared history keys of recently joined rooms
 * (MSC4268) inside `initRustCrypto`, which makes it fail without a network for a day after each invitation. Here that
 * step is put off: the returned function does it, to be called when the server answers.
 */
export const startCrypto = async (
  client: MatrixClient,
  options: { readonly storageKey: Uint8Array<ArrayBuffer>; readonly cryptoDatabasePrefix: string }
): Promise<() => Promise<void>> => {
  // Looked up by name: the method is put back as it was, and only ever called on a machine.
  const original = Reflect.get<OlmMachine, 'getAllRoomsPendingKeyBundles'>(
    OlmMachine.prototype,
    'getAllRoomsPendingKeyBundles'
  )
  const machines: OlmMachine[] = []
  const putOff = function (this: OlmMachine): Promise<Pending> {
    machines.push(this)
    return Promise.resolve([])
  }
  OlmMachine.prototype.getAllRoomsPendingKeyBundles = putOff
  try {
    await client.initRustCrypto(options)
  } finally {
    OlmMachine.prototype.getAllRoomsPendingKeyBundles = original
  }
  return async () => {
    const backend = client.getCrypto() as unknown as CryptoBackend | undefined
    const machine = machines.pop()
    if (machine === undefined || backend === undefined) return
    const pending = await original.call(machine)
    for (const { roomId, inviterId, inviteAcceptedAtMillis } of pending) {
      if (Date.now() - inviteAcceptedAtMillis > ACCEPTED_FOR_MS) continue
      await backend.maybeAcceptKeyBundle(roomId.toString(), inviterId.toString())
    }
  }
}
