/**
 * F6 and Shift+F6 go round the window's regions (look.md section 6): every element with `data-region`, in document
 * order, gets the focus on its marked starting point, else on its first stop.
 */
export function cycleRegions(event: KeyboardEvent): void {
  if (event.key !== 'F6') return
  event.preventDefault()
  cycleRegionsFrom(document.activeElement, event.shiftKey)
}

/** Gives the focus to the region after or before the one that an element lies in. */
export function cycleRegionsFrom(element: Element | null, backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null
  )
  // The innermost: a toolbar is a region within the one that it belongs to.
  const current = regions.findLastIndex((region) => region.contains(element))
  const step = backwards ? -1 : 1
  for (let at = 1; at <= regions.length; at++) {
    const region = regions[(current + step * at + regions.length * 2) % regions.length]
    if (region && focusStart(region)) return
  }
}

const stops = 'button, [href], input, select, textarea, [tabindex]'

const isStop = (element: HTMLElement): boolean =>
  element.tabIndex >= 0 && !element.hasAttribute('disabled') && element.offsetParent !== null

/** Where Tab stops within an element, in document order. */
export const stopsIn = (element: HTMLElement): readonly HTMLElement[] =>
  [...element.querySelectorAll<HTMLElement>(stops)].filter(isStop)

/** Gives the focus to a region, and returns whether it took it. */
export function focusStart(region: HTMLElement): boolean {
  const start = [...region.querySelectorAll<HTMLElement>('[data-region-start]')].find(isStop) ?? stopsIn(region)[0]
  start?.focus()
  return start !== undefined
}
