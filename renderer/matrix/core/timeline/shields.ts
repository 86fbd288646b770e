import type { MatrixClient, MatrixEvent } from 'matrix-js-sdk'
import { EventShieldColour, EventShieldReason } from 'matrix-js-sdk/lib/crypto-api'

import type { Shield, ShieldReason } from '../../contract'

const NONE: Shield = { level: 'none' }

const reasonOf = (reason: EventShieldReason | null): ShieldReason => {
  switch (reason) {
    case EventShieldReason.UNVERIFIED_IDENTITY:
      return 'unverifiedIdentity'
    case EventShieldReason.UNSIGNED_DEVICE:
      return 'unsignedDevice'
    case EventShieldReason.UNKNOWN_DEVICE:
      return 'unknownDevice'
    case EventShieldReason.AUTHENTICITY_NOT_GUARANTEED:
      return 'authenticityNotGuaranteed'
    case EventShieldReason.MISMATCHED_SENDER:
      return 'mismatchedSender'
    case EventShieldReason.VERIFICATION_VIOLATION:
      return 'verificationViolation'
    default:
      return 'unknown'
  }
}

/** Who an encrypted message can be trusted to be from; asked once per event, remembered with it. */
export class Shields {
  private readonly known = new WeakMap<MatrixEvent, Shield>()

  constructor(
    private readonly client: MatrixClient,
    private readonly onChange: (roomId: string) => void
  ) {}

  get(event: MatrixEvent, roomIsEncrypted: boolean): Shield {
    if (!event.isEncrypted())
      return roomIsEncrypted && event.getType() === 'm.room.message' ? { level: 'red', reason: 'sentInClear' } : NONE
    if (event.isDecryptionFailure() || event.getClearContent() === null) return NONE
    const known = this.known.get(event)
    if (known !== undefined) return known
    this.known.set(event, NONE)
    void this.ask(event)
    return NONE
  }

  private async ask(event: MatrixEvent): Promise<void> {
    const info = await this.client.getCrypto()?.getEncryptionInfoForEvent(event)
    if (info === undefined || info === null || info.shieldColour === EventShieldColour.NONE) return
    const level = info.shieldColour === EventShieldColour.RED ? 'red' : 'grey'
    this.known.set(event, { level, reason: reasonOf(info.shieldReason) })
    this.onChange(event.getRoomId() ?? '')
  }
}
