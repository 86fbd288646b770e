import { readFileSync, writeFileSync } from 'node:fs'

// Electron's fuse wire: sentinel, one byte of version, one of length, then one ASCII digit per fuse.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** @param {string} executable @returns {string} the wire, one character per fuse */
export function readFuses(executable) {
  const { binary, start, length } = locate(executable)
  return binary.subarray(start, start + length).toString('latin1')
}

/** Sets fuses by index. @param {string} executable @param {Record<number, '0' | '1'>} values */
export function writeFuses(executable, values) {
  const { binary, start } = locate(executable)
  for (const [index, value] of Object.entries(values)) binary.write(value, start + Number(index), 'latin1')
  writeFileSync(executable, binary)
}

function locate(executable) {
  const binary = readFileSync(executable)
  const at = binary.indexOf(sentinel)
  if (at < 0) throw new Error(`${executable} carries no Electron fuses`)
  return { binary, start: at + sentinel.length + 2, length: binary[at + sentinel.length + 1] }
}
