import type { Account } from '../../../shared/model/account'
import { Frame } from './Frame'

export function SignedIn({ account }: { readonly account: Account }) {
  return <Frame account={account} />
}
