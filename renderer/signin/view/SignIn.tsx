import { useSignIn } from '../store'
import { AddressStep } from './AddressStep'
import { ManualStep } from './ManualStep'
import { PasswordStep } from './PasswordStep'
import { SignInLayout } from './SignInLayout'

export function SignIn() {
  const at = useSignIn((state) => state.at)
  return (
    <SignInLayout>
      {(at.step === 'address' || at.step === 'found') && (
        <AddressStep key="address" discovery={at.step === 'found' ? at.discovery : undefined} />
      )}
      {at.step === 'manual' && <ManualStep />}
      {at.step === 'password' && <PasswordStep discovery={at.discovery} />}
    </SignInLayout>
  )
}
