import { ClientEvent, HttpApiEvent, MatrixError, SyncState as SdkState, type MatrixClient } from 'matrix-js-sdk'

import type { SyncState } from '../contract'
import { asPlain } from './plain'
import { startSyncing } from './session'

export type ConnectionDeps = {
  readonly client: MatrixClient
  readonly emit: (state: SyncState) => void
  /** What the cache holds has been loaded. */
  readonly onCached: () => void
  /** The first answer of the server in this run. */
  readonly onLive: () => void
}

const PROBE_DELAY_MS = 5_000

/** Follows the sync loop, and never believes that a session is gone before the server has said so twice. */
export class Connection {
  private state: SyncState = { state: 'starting' }
  private offlineSince: number | null = null
  private probing = false
  private stopped = false

  constructor(private readonly deps: ConnectionDeps) {}

  start(): () => void {
    const { client } = this.deps
    const onSync = (
      state: SdkState,
      _before: SdkState | null,
      data: { fromCache?: boolean; catchingUp?: boolean } | undefined
    ): void => this.follow(state, data)
    const onLoggedOut = (): void => void this.probe()
    client.on(ClientEvent.Sync, onSync)
    client.on(HttpApiEvent.SessionLoggedOut, onLoggedOut)
    return () => {
      this.stopped = true
      client.off(ClientEvent.Sync, onSync)
      client.off(HttpApiEvent.SessionLoggedOut, onLoggedOut)
    }
  }

  current(): SyncState {
    return this.state
  }

  isLive(): boolean {
    return this.state.state === 'live' || this.state.state === 'catchingUp'
  }

  private follow(state: SdkState, data: { fromCache?: boolean; catchingUp?: boolean } | undefined): void {
    switch (state) {
      case SdkState.Prepared:
      case SdkState.Syncing:
      case SdkState.Catchup:
        if (data?.fromCache === true) {
          this.tell({ state: 'snapshot' })
          this.deps.onCached()
        } else this.tell({ state: state === SdkState.Catchup || data?.catchingUp === true ? 'catchingUp' : 'live' })
        break
      case SdkState.Reconnecting:
      case SdkState.Error:
        this.offlineSince ??= Date.now()
        this.tell({ state: 'offline', sinceTs: this.offlineSince })
        break
      case SdkState.Stopped:
        break
    }
  }

  private tell(state: SyncState): void {
    const wasLive = this.isLive()
    const isSame = JSON.stringify(state) === JSON.stringify(this.state)
    if (this.state.state === 'signedOut' && state.state !== 'live') return
    this.state = state
    if (this.isLive()) this.offlineSince = null
    if (!isSame) this.deps.emit(state)
    if (this.isLive() && !wasLive) this.deps.onLive()
  }

  resend(): void {
    this.deps.emit(this.state)
  }

  /** The SDK thinks that the session is gone. Asks the server; nothing local is ever removed here. */
  private async probe(): Promise<void> {
    if (this.probing || this.stopped) return
    this.probing = true
    try {
      await this.deps.client.whoami()
      await startSyncing(this.deps.client)
    } catch (error) {
      if (error instanceof MatrixError && error.errcode === 'M_UNKNOWN_TOKEN') {
        this.tell({ state: 'signedOut', soft: asPlain(error.data)['soft_logout'] === true })
      } else {
        this.tell({ state: 'offline', sinceTs: (this.offlineSince ??= Date.now()) })
        setTimeout(() => void this.probe(), PROBE_DELAY_MS)
      }
    } finally {
      this.probing = false
    }
  }
}
