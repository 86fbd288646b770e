import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

import { png } from '../seed/picture'

const lookEveryMs = 500

/** Saves a screen (XWD version 7, 32 bits per pixel) as PNG. */
export function screenToPng(dump: Buffer): Buffer {
  const [headerSize, width, height, bytesPerLine, colours] = [0, 16, 20, 48, 76].map((at) => dump.readUInt32BE(at))
  if (headerSize === undefined || width === undefined || height === undefined || bytesPerLine === undefined)
    throw new Error('The screen cannot be read')
  const pixels = headerSize + (colours ?? 0) * 12
  return png(width, height, (x, y) => {
    const at = pixels + y * bytesPerLine + x * 4
    return [dump[at + 2] ?? 0, dump[at + 1] ?? 0, dump[at] ?? 0]
  })
}

/** Portraits and previews come some moments after the text. */
const restMs = 2_500

/** Saves the screen when something is on it that has rested for a while, or when the patience is over. */
export async function savePicture(screen: string, file: string, patienceMs: number): Promise<void> {
  const endMs = Date.now() + patienceMs
  let before = await readFile(screen)
  let changedMs = Date.now()
  for (;;) {
    await delay(lookEveryMs)
    const now = await readFile(screen)
    if (!now.equals(before)) changedMs = Date.now()
    before = now
    const hasRested = Date.now() - changedMs >= restMs && !isEmpty(now)
    if (!hasRested && Date.now() <= endMs) continue
    await writeFile(file, screenToPng(now))
    return
  }
}

/** Nothing but one colour: the app has not painted yet. */
function isEmpty(dump: Buffer): boolean {
  const pixels = dump.subarray(dump.readUInt32BE(0) + dump.readUInt32BE(76) * 12)
  const colours = new Set<number>()
  for (let at = 0; at + 4 <= pixels.length; at += 4_004) colours.add(pixels.readUInt32LE(at))
  return colours.size < 8
}
