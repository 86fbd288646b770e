import { useEffect, useState } from 'react'
import type { Account } from '../../../shared/model/account'
import { startChat } from '../../chat/client'
import { Recovery } from '../../signin/view/Recovery'
import { useApp } from '../store'
import { Frame } from './Frame'

/** The signed-in app: first the recovery step after a sign-in, then the frame. */
export function SignedIn({ account }: { readonly account: Account }) {
  const [started, setStarted] = useState(false)
  const justSignedIn = useApp((state) => state.justSignedIn)
  useEffect(() => {
    const stop = startChat()
    setStarted(true)
    return () => {
      setStarted(false)
      stop()
    }
  }, [])
  if (!started) return null
  return justSignedIn ? <Recovery agency={account.services.name} /> : <Frame account={account} />
}
