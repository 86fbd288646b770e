import { appStore } from './store'

const shownMs = 8_000
let timer: number | undefined

/** Shows a sentence at the bottom for a while; it is read out. */
export function showNotice(notice: string): void {
  window.clearTimeout(timer)
  appStore.setState({ notice })
  timer = window.setTimeout(() => appStore.setState({ notice: '' }), shownMs)
}
