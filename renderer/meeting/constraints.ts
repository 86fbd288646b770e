import type { Capabilities } from './capabilities'

/** A video that is shown: whose, and how large. */
export interface ShownVideo {
  readonly participantId: string
  /** The name the build gave the source, if it names sources. */
  readonly source: string | undefined
  readonly kind: 'camera' | 'screen'
  readonly onStage: boolean
}

const full = 2160
const largeTile = 720
const smallTile = 180
const manyTiles = 4
const videosAtMost = 20

/**
 * What to ask of the bridge, which sends nothing until told. A build of either age gets the keys it knows; builds of
 * 2021 throw without `constraints`, and today's bridge refuses a request that names participants.
 */
export function receiverConstraints(
  shown: readonly ShownVideo[],
  { bySource }: Pick<Capabilities, 'bySource'>,
  lastN: number
): Readonly<Record<string, unknown>> {
  const tile = shown.length > manyTiles ? smallTile : shown.length > 2 ? 360 : largeTile
  const height = ({ kind, onStage }: ShownVideo) => ({
    maxHeight: kind === 'screen' ? full : onStage ? largeTile : tile
  })
  const name = (video: ShownVideo) =>
    bySource ? (video.source ?? `${video.participantId}-v${video.kind === 'screen' ? 1 : 0}`) : video.participantId
  const names = [...new Set(shown.map(name))]
  const onStage = [...new Set(shown.filter((video) => video.onStage).map(name))]
  const common = {
    lastN: lastN < 0 ? videosAtMost : Math.min(lastN, videosAtMost),
    defaultConstraints: { maxHeight: 0 },
    constraints: Object.fromEntries(shown.map((video) => [name(video), height(video)]))
  }
  return bySource
    ? { ...common, selectedSources: names, onStageSources: onStage }
    : { ...common, selectedEndpoints: names, onStageEndpoints: onStage }
}

/** Between two people alone there is no bridge: one height for the one other person. */
export function peerConstraint(shown: readonly ShownVideo[]): number {
  return shown.some(({ kind }) => kind === 'screen') ? full : largeTile
}
