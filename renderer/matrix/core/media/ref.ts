import type { EncryptedFileInfo, MediaRef } from '../../contract'
import { asText, isPlain, type Plain } from '../plain'

const MXC = /^mxc:\/\/([A-Za-z0-9.:[\]-]{1,255})\/([A-Za-z0-9_-]{1,255})$/u

/** Server and media id of an mxc address; null for anything else (no `..`, no other scheme). */
export const parseMxc = (mxc: string): { readonly server: string; readonly id: string } | null => {
  const match = MXC.exec(mxc)
  return match?.[1] === undefined || match[2] === undefined ? null : { server: match[1], id: match[2] }
}

export const asMxc = (value: unknown): string | null =>
  typeof value === 'string' && parseMxc(value) !== null ? value : null

const readEncryption = (file: Plain): EncryptedFileInfo | null => {
  const key = isPlain(file['key']) ? asText(file['key']['k']) : null
  const iv = asText(file['iv'])
  const sha256 = isPlain(file['hashes']) ? asText(file['hashes']['sha256']) : null
  return file['v'] === 'v2' && key !== null && iv !== null && sha256 !== null ? { key, iv, sha256 } : null
}

/** Reads `url` or `file` of a media message (or `thumbnail_url`, `thumbnail_file` of its info). */
export const readMediaRef = (url: unknown, file: unknown, mime: unknown): MediaRef | null => {
  const type = asText(mime)?.slice(0, 100) ?? 'application/octet-stream'
  if (isPlain(file)) {
    const mxc = asMxc(file['url'])
    const encryption = readEncryption(file)
    return mxc === null || encryption === null ? null : { mxc, mime: type, encryption }
  }
  const mxc = asMxc(url)
  return mxc === null ? null : { mxc, mime: type, encryption: null }
}
