import type { MediaRef } from '../matrix/contract'
import { chatClient } from './client'

const kept = 200
const pictures = new Map<string, Promise<string>>()

/** A blob URL of a picture that may be shown. Kept for the last pictures; rejects when it cannot be had or shown. */
export function loadPicture(media: MediaRef, thumbnailPx?: number): Promise<string> {
  const id = `${media.mxc} ${thumbnailPx ?? ''}`
  const known = pictures.get(id)
  if (known) return known
  const loading = download(media, thumbnailPx)
  pictures.set(id, loading)
  loading.catch(() => pictures.delete(id))
  forgetOldest()
  return loading
}

async function download(media: MediaRef, thumbnailPx: number | undefined): Promise<string> {
  const { blob, showable } = await chatClient().commands.download({
    media,
    ...(thumbnailPx !== undefined && { thumbnail: { widthPx: thumbnailPx, heightPx: thumbnailPx, method: 'crop' } })
  })
  if (!showable || !blob.type.startsWith('image/')) throw new Error('This is not a picture that may be shown')
  return URL.createObjectURL(blob)
}

/** Saves an attachment where the person says; the download is the browser's own. */
export async function saveMedia(media: MediaRef, name: string): Promise<void> {
  const { blob } = await chatClient().commands.download({ media })
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

function forgetOldest(): void {
  for (const [id, picture] of pictures) {
    if (pictures.size <= kept) return
    pictures.delete(id)
    void picture.then((url) => URL.revokeObjectURL(url))
  }
}
