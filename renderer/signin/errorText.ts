import type { TextKey } from '../../shared/i18n'
import { assertNever } from '../../shared/assert'
import type { DiscoveryError, ServiceName, ServiceState, SignInError } from '../../shared/model/account'
import type { Translate } from '../app/text'

/** What happened, what it means and what to do, for a failed step of sign-in. */
export function errorText(error: DiscoveryError | SignInError, t: Translate): string {
  switch (error.code) {
    case 'certificate':
      return t(`signin.error.certificate.${error.problem}`, { host: error.host })
    case 'keyring':
      return t(error.state === 'locked' ? 'signin.error.keyringLocked' : 'signin.error.keyringUnavailable')
    case 'tooManyAttempts':
      return t('signin.error.tooManyAttempts', { seconds: error.retryAfterSeconds })
    case 'serverAddressInvalid':
      return t('signin.error.serverAddressInvalid', { service: t(serviceLabel[error.service]) })
    case 'agencyUnknown':
      return t('signin.error.agencyUnknown', { domain: error.domain })
    case 'serverDown':
    case 'ssoOnly':
    case 'filesRefused':
      return t(`signin.error.${error.code}`, { host: error.host })
    case 'addressInvalid':
    case 'passwordWrong':
    case 'nameInvalid':
    case 'accountLocked':
    case 'nothingToSignInTo':
      return t(`signin.error.${error.code}`)
    default:
      return assertNever(error)
  }
}

export const serviceLabel: Readonly<Record<ServiceName, TextKey>> = {
  chat: 'app.chat',
  files: 'app.files',
  meetings: 'app.meetings'
}

export function stateLabel(state: ServiceState): TextKey {
  return `signin.${state.state}`
}
