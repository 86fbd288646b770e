import { png } from '../../../seed/picture'

const widthPx = 190
const heightPx = 256
const marginPx = 18
const linePx = 8

const paper = [255, 255, 255] as const
const edge = [205, 213, 213] as const
const ink = [120, 134, 134] as const

/** A page whose lines are as long as those of the text: what a preview of it looks like from afar. */
export function textPreview(text: string): Buffer {
  const lines = text.split('\n', Math.floor((heightPx - 2 * marginPx) / linePx))
  const columns = widthPx - 2 * marginPx
  const lengths = lines.map((line) => Math.min(columns, line.trimEnd().length * 2))
  return png(widthPx, heightPx, (x, y) => {
    if (x === 0 || y === 0 || x === widthPx - 1 || y === heightPx - 1) return edge
    const line = Math.floor((y - marginPx) / linePx)
    const isInk = y >= marginPx && (y - marginPx) % linePx < 3 && x >= marginPx && x < marginPx + (lengths[line] ?? 0)
    return isInk ? ink : paper
  })
}
