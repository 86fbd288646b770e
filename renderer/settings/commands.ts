import { invoke } from '../bridge'

/** Revokes this computer's keys and clears what is kept here; main reloads the window afterwards. */
export async function signOut(): Promise<void> {
  await invoke('account.signOut')
}
