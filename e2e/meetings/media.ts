import { writeFile } from 'node:fs/promises'

const size = { width: 320, height: 180 } as const

/** A camera's film of one colour (YUV4MPEG2, 4:2:0), given as Y, Cb, Cr. */
export async function writeFilm(path: string, [y, cb, cr]: readonly [number, number, number]): Promise<void> {
  const { width, height } = size
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    Buffer.alloc(width * height, y),
    Buffer.alloc((width * height) / 4, cb),
    Buffer.alloc((width * height) / 4, cr)
  ])
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`)
  await writeFile(path, Buffer.concat([header, ...Array.from({ length: 15 }, () => frame)]))
}

/** A microphone's tone: two seconds of 440 Hz, 48 kHz, one channel. */
export async function writeTone(path: string): Promise<void> {
  const rate = 48_000
  const samples = rate * 2
  const data = Buffer.alloc(samples * 2)
  for (let index = 0; index < samples; index += 1)
    data.writeInt16LE(Math.round(Math.sin((index / rate) * 440 * 2 * Math.PI) * 12_000), index * 2)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  await writeFile(path, Buffer.concat([header, data]))
}
