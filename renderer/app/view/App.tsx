import { useApp } from '../store'
import { KeyringScreen } from '../../signin/view/KeyringScreen'
import { SignIn } from '../../signin/view/SignIn'
import { Notice } from './Notice'
import { SignedIn } from './SignedIn'

/** What the window shows, by who is signed in. */
export function App() {
  return (
    <>
      <Screen />
      <Notice />
    </>
  )
}

function Screen() {
  const account = useApp((state) => state.account)
  switch (account?.state) {
    case undefined:
      return null
    case 'signedOut':
      return <SignIn />
    case 'keyringLocked':
    case 'keyringUnavailable':
    case 'keyringChanged':
      return <KeyringScreen state={account.state} />
    case 'signedIn':
      return <SignedIn account={account.account} />
  }
}
