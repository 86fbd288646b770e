import { focusStart, stopsIn } from './regions'

/** Where something stood before it was taken out of the page. */
interface Place {
  readonly parent: Node
  readonly next: Node | null
}

/**
 * A control that goes while it has the focus (a button that ends by being used, or with the state that it belongs to)
 * would leave the keyboard at the top of the page. The stop that comes after it gets the focus instead: in its dialog, part
 * or region, else the main region does. Returns what ends this.
 */
export function keepFocus(): () => void {
  let holder: Element | undefined
  let homes: readonly HTMLElement[] = []
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return
    holder = target
    homes = homesOf(target)
  }
  const observer = new MutationObserver((records) => {
    if (!holder || holder.isConnected) return
    const place = placeOf(holder, records)
    const left = homes
    holder = undefined
    // What knows better where the focus belongs (a list, a dialog that closes, a menu) comes first.
    if (place) afterTwoFrames(() => isLost() && left.some((home) => home.isConnected && passOn(place, home)))
  })
  document.addEventListener('focusin', remember)
  observer.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', remember)
    observer.disconnect()
  }
}

/**
 * What is around an element, the innermost first, and at last the main region of the place that is open. A dialog stands
 * for itself: what closes it knows where the focus was before.
 */
function homesOf(element: Element): readonly HTMLElement[] {
  const dialog = element.closest<HTMLElement>('dialog')
  if (dialog) return [dialog]
  const around: HTMLElement[] = []
  const homeOf = (from: Element | null | undefined) => from?.closest<HTMLElement>('[role="tabpanel"], [data-region]')
  for (let home = homeOf(element); home; home = homeOf(home.parentElement)) around.push(home)
  return [...around, ...document.querySelectorAll<HTMLElement>('main[data-region]')]
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body

function afterTwoFrames(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act))
}

function placeOf(gone: Element, records: readonly MutationRecord[]): Place | undefined {
  const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)))
  return record && { parent: record.target, next: record.nextSibling }
}

/** Gives the focus to what comes after a place within a home, and returns whether anything took it. */
function passOn(place: Place, home: HTMLElement): boolean {
  if (!home.contains(place.parent)) return focusStart(home)
  const stops = stopsIn(home)
  const next = stops.find((stop) => isAfter(stop, place)) ?? stops.at(-1) ?? home
  // Nobody has moved: what is shown stays where it is.
  next.focus({ preventScroll: true })
  return !isLost()
}

function isAfter(stop: Element, { parent, next }: Place): boolean {
  if (next?.isConnected === true) return next.contains(stop) || follows(stop, next)
  return !parent.contains(stop) && follows(stop, parent)
}

const follows = (stop: Node, node: Node): boolean =>
  (node.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
