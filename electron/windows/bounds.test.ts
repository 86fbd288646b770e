import { expect, it } from 'vitest'
import { fitBounds } from './bounds'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const saved = { x: 100, y: 50, width: 1000, height: 700, maximised: false }

it.each([
  ['nothing saved', undefined, [display], { width: 1280, height: 800 }],
  ['where it was', saved, [display], { x: 100, y: 50, width: 1000, height: 700 }],
  ['a display that is gone', { ...saved, x: 2500 }, [display], { width: 1000, height: 700 }],
  ['above the display, its title bar out of reach', { ...saved, y: -300 }, [display], { width: 1000, height: 700 }],
  [
    'on the second display',
    { ...saved, x: -1500 },
    [display, { ...display, x: -1920 }],
    { x: -1500, y: 50, width: 1000, height: 700 }
  ]
])('opens a window: %s', (_case, bounds, displays, expected) => {
  expect(fitBounds(bounds, displays)).toEqual(expected)
})
