import type { Rectangle } from 'electron'
import type { WindowBounds } from '../settings/settings'

const visibleMarginPx = 100
const defaultSize = { width: 1280, height: 800 } as const

/** Where a window opens: where it was, if enough of that is still on a display, else the default size in the middle. */
export function fitBounds(saved: WindowBounds | undefined, displays: readonly Rectangle[]): Partial<Rectangle> {
  if (!saved) return defaultSize
  const { x, y, width, height } = saved
  const isVisible = displays.some(
    (display) =>
      x + width >= display.x + visibleMarginPx &&
      x <= display.x + display.width - visibleMarginPx &&
      y >= display.y - 1 &&
      y <= display.y + display.height - visibleMarginPx
  )
  return isVisible ? { x, y, width, height } : { width, height }
}
