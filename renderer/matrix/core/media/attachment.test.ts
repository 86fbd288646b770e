import fc from 'fast-check'
import { expect, test } from 'vitest'

import { asPlain } from '../plain'
import { decryptAttachment, encryptAttachment, fromBase64, toBase64 } from './attachment'
import { mediaUrl } from './download'
import { OPAQUE, showableType } from './mime'
import { readMediaRef } from './ref'

const seal = async (bytes: Uint8Array<ArrayBuffer>) => {
  const sealed = await encryptAttachment(bytes)
  const file = sealed.toEncryptedFile('mxc://x.test/abc')
  const media = readMediaRef(undefined, file, 'image/png')
  if (media?.encryption == null) throw new Error('not read back')
  return { bytes: sealed.bytes, info: media.encryption, file }
}

test('an attachment comes back as it was, in the shape of the specification', async () => {
  const plain = crypto.getRandomValues(new Uint8Array(100_000 % 65_536))
  const { bytes, info, file } = await seal(plain)
  expect(await decryptAttachment(bytes, info)).toEqual(plain)
  expect(file).toMatchObject({ v: 'v2', key: { alg: 'A256CTR', kty: 'oct', ext: true } })
  expect(fromBase64(info.iv).slice(8)).toEqual(new Uint8Array(8))
  expect(asPlain(file['key'])['k']).toMatch(/^[\w-]{43}$/u)
})

test('a changed byte is refused before anything is decrypted', async () => {
  const { bytes, info } = await seal(new Uint8Array(10))
  bytes[3] = (bytes[3] ?? 0) ^ 1
  await expect(decryptAttachment(bytes, info)).rejects.toMatchObject({ code: 'mediaHashMismatch' })
})

test('base64 without padding goes both ways', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(new Uint8Array(bytes))
    })
  )
})

test('media is fetched from the homeserver’s authenticated endpoint, also under a path prefix', () => {
  const media = { mxc: 'mxc://other.test/a-b_C', mime: 'image/png', encryption: null }
  expect(mediaUrl('https://hs.x.test/prefix/', { media }).href).toBe(
    'https://hs.x.test/prefix/_matrix/client/v1/media/download/other.test/a-b_C'
  )
  expect(() => mediaUrl('https://hs.x.test', { media: { ...media, mxc: 'mxc://other.test/../../evil' } })).toThrow()
})

test('HTML and SVG served as a picture are not shown', () => {
  const html = new TextEncoder().encode('<html><script>alert(1)</script>')
  expect(showableType('image/png', html)).toBe(OPAQUE)
  expect(showableType('image/svg+xml', html)).toBe(OPAQUE)
  expect(showableType('text/html', html)).toBe(OPAQUE)
  expect(showableType('image/gif', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
})
