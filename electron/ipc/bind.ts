import { ipcMain, type WebContents } from 'electron'
import { calls, type CallArgs, type CallName, type CallResult } from '../../shared/ipc'
import type { WindowRegistry } from '../windows/registry'

/** One handler for every channel of the contract; each area of main provides its own part. */
export type Handlers = {
  readonly [Name in CallName]: (
    context: CallContext,
    ...args: CallArgs<Name>
  ) => Promise<CallResult<Name>> | CallResult<Name>
}

export interface CallContext {
  readonly sender: WebContents
}

/** Refused before a handler saw it: unknown sender, or arguments that do not fit the contract. */
class CallRefused extends Error {
  readonly code = 'ECALL'
}

/** Binds the handlers to their channels. Who sends is checked first, then the arguments. */
export function bindCalls(handlers: Handlers, registry: WindowRegistry): void {
  for (const name of Object.keys(calls) as CallName[]) {
    const { args, callers } = calls[name]
    const handler = handlers[name] as (context: CallContext, ...args: unknown[]) => unknown
    ipcMain.handle(name, (event, ...given: unknown[]) => {
      const caller = registry.callerOf(event)
      if (!caller || !(callers as readonly string[]).includes(caller))
        throw new CallRefused(`${name} may not be called from here`)
      const parsed = args.safeParse(given)
      if (!parsed.success)
        throw new CallRefused(`${name}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
      return handler({ sender: event.sender }, ...parsed.data)
    })
  }
}
