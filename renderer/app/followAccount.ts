import { startChat } from '../chat/startChat'
import { startDocuments } from '../document/commands'
import { startFiles } from '../files/commands'
import { chatStore } from '../chat/store'
import { recoveryStepOf } from '../signin/recovery'
import { appStore, finishSignIn } from './store'

/** Starts what a signed-in person needs, stops it at sign-out, and leads through the recovery step after a sign-in. */
export function followAccount(): void {
  let stop: (() => void) | undefined
  const follow = () => {
    const isSignedIn = appStore.getState().account?.state === 'signedIn'
    if (isSignedIn === (stop !== undefined)) return
    if (isSignedIn) {
      const stops = [startChat(), startFiles(), startDocuments()]
      stop = () => stops.forEach((end) => end())
    } else {
      stop?.()
      stop = undefined
    }
  }
  const chooseRecoveryStep = () => {
    const { justSignedIn, recoveryStep } = appStore.getState()
    // Decided once: while the step is being done the state moves on.
    if (!justSignedIn || recoveryStep) return
    const { recovery, sync } = chatStore.getState()
    const step = recoveryStepOf(recovery, sync)
    if (step === 'none') finishSignIn()
    else if (step !== 'unknown') appStore.setState({ recoveryStep: step })
  }
  appStore.subscribe(follow)
  appStore.subscribe(chooseRecoveryStep)
  chatStore.subscribe(chooseRecoveryStep)
}
