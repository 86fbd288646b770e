import type { Account } from '../../../shared/model/account'
import { Recovery } from '../../signin/view/Recovery'
import { useApp } from '../store'
import { Frame } from './Frame'

/** The signed-in app: first the recovery step after a sign-in, then the frame. */
export function SignedIn({ account }: { readonly account: Account }) {
  const justSignedIn = useApp((state) => state.justSignedIn)
  return justSignedIn ? <Recovery agency={account.services.name} /> : <Frame account={account} />
}
