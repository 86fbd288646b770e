import { crc32, deflateSync } from 'node:zlib'

/** A picture's pixels as a function: red, green, blue (0-255) at x, y. */
export type Paint = (x: number, y: number) => readonly [number, number, number]

/** A PNG of 8-bit colour (ISO/IEC 15948); the same paint gives the same bytes. */
export function png(width: number, height: number, paint: Paint): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(paint(x, y), y * (1 + width * 3) + 1 + x * 3)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const made = Buffer.alloc(body.length + 8)
  made.writeUInt32BE(data.length, 0)
  body.copy(made, 4)
  made.writeUInt32BE(crc32(body), body.length + 4)
  return made
}

/** A curve of water levels over a month, in the colours of the app. */
export function waterLevels(width: number, height: number, station: number): Buffer {
  const level = (x: number): number =>
    height * (0.52 + 0.2 * Math.sin(x / 61 + station) + 0.08 * Math.sin(x / 17 + station * 3) + 0.03 * Math.sin(x / 5))
  return png(width, height, (x, y) => {
    const from = level(x) - y
    if (Math.abs(from) < 2.2 + Math.abs(level(x + 1) - level(x))) return [11, 110, 143]
    if (y % Math.round(height / 6) === 0) return [216, 222, 226]
    return from < 0 ? [220, 236, 241] : [250, 251, 252]
  })
}

/** A lake at dawn: sky, ridge and water. */
export function lake(width: number, height: number, place: number): Buffer {
  const ridge = (x: number): number =>
    height * (0.46 - 0.07 * Math.sin(x / (47 + place) + place) - 0.03 * Math.sin(x / 13 + place * 2))
  return png(width, height, (x, y) => {
    const down = y / height
    if (y < ridge(x)) return [Math.round(244 - 60 * down), Math.round(224 - 20 * down), Math.round(200 + 50 * down)]
    if (y < height * 0.52) return [52, 84 + (place % 5) * 4, 76]
    const glint = Math.sin(y * 1.7 + Math.sin(x / 9) * 2) > 0.86 ? 26 : 0
    return [
      Math.round(96 - 50 * down) + glint,
      Math.round(150 - 50 * down) + glint,
      Math.round(172 - 40 * down) + glint
    ]
  })
}
