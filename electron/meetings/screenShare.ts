import { desktopCapturer, type Session } from 'electron'
import type { ScreenSource } from '../../shared/model/meeting'

export interface ScreenShare {
  /** Screens and windows with small pictures. Only on the user's click: on some desktops this itself asks. */
  readonly sources: () => Promise<readonly ScreenSource[]>
  /** What the next request for the screen gets; undefined refuses it. */
  readonly choose: (id: string | undefined) => void
}

/** True where the desktop shows its own picker (PipeWire portal), so that ours would be the second. */
export const desktopPicks = (): boolean => process.platform === 'linux' && process.env.XDG_SESSION_TYPE === 'wayland'

/** Answers the page's requests for the screen with what the user chose in the app's own picker. */
export function serveScreenShare(session: Session, isOwnFrame: (url: string) => boolean): ScreenShare {
  let chosen: string | undefined
  let offered: readonly ScreenSource[] = []
  session.setDisplayMediaRequestHandler((request, answer) => {
    const id = chosen
    chosen = undefined
    // A source that does not exist makes the page's promise settle; an empty answer throws here.
    const refuse = () => answer({ video: { id: '', name: '' } })
    if (!request.frame || !isOwnFrame(request.frame.url)) return void refuse()
    if (desktopPicks()) {
      desktopCapturer.getSources({ types: ['screen', 'window'] }).then(([first]) => {
        if (first) answer({ video: first })
        else refuse()
      }, refuse)
      return undefined
    }
    const source = offered.find((one) => one.id === id)
    if (source) answer({ video: { id: source.id, name: source.name } })
    else refuse()
    return undefined
  })
  return {
    sources: async () => {
      const found = await desktopCapturer.getSources({
        types: ['screen', 'window'],
        thumbnailSize: { width: 448, height: 252 }
      })
      offered = found.map(({ id, name, thumbnail }) => ({
        id,
        name,
        kind: id.startsWith('screen:') ? ('screen' as const) : ('window' as const),
        picture: thumbnail.toDataURL()
      }))
      return offered
    },
    choose: (id) => {
      chosen = id
    }
  }
}
