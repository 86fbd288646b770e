import type { MatrixEvent } from 'matrix-js-sdk'
import { DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api'

import type { UndecryptableReason } from '../../contract'

/** Why an event cannot be read, as a key for the text; null when it can be (or is still being decrypted). */
export const undecryptableReason = (event: MatrixEvent): UndecryptableReason | null => {
  if (!event.isDecryptionFailure())
    return event.isEncrypted() && event.getType() === 'm.room.encrypted' ? 'waitingForKey' : null
  switch (event.decryptionFailureReason) {
    case DecryptionFailureCode.MEGOLM_UNKNOWN_INBOUND_SESSION_ID:
    case DecryptionFailureCode.OLM_UNKNOWN_MESSAGE_INDEX:
    case DecryptionFailureCode.HISTORICAL_MESSAGE_WORKING_BACKUP:
      return 'waitingForKey'
    case DecryptionFailureCode.HISTORICAL_MESSAGE_BACKUP_UNCONFIGURED:
      return 'recoveryNeeded'
    case DecryptionFailureCode.HISTORICAL_MESSAGE_NO_KEY_BACKUP:
      return 'noBackup'
    case DecryptionFailureCode.HISTORICAL_MESSAGE_USER_NOT_JOINED:
      return 'beforeJoin'
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE:
      return 'withheldUnverified'
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD:
      return 'withheld'
    case DecryptionFailureCode.SENDER_IDENTITY_PREVIOUSLY_VERIFIED:
    case DecryptionFailureCode.UNSIGNED_SENDER_DEVICE:
    case DecryptionFailureCode.UNKNOWN_SENDER_DEVICE:
      return 'senderNotTrusted'
    default:
      return 'broken'
  }
}
