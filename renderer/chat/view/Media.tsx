import { Download, FileAudio, FileVideo, ImageOff } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { formatBytes } from '../../app/format'
import { Button } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'
import type { FileBody, ImageBody, MediaRef } from '../../matrix/contract'
import { loadPicture, saveMedia } from '../media'

const maxWidthPx = 420
const maxHeightPx = 320

/** A picture in a message. Its place is reserved from the sender's figures, so nothing moves when it arrives. */
export function ImageCard({ body }: { readonly body: ImageBody }) {
  const t = useText()
  const { url, failed } = usePicture(body.thumbnail ?? body.media)
  const { widthPx, heightPx } = fitted(body.widthPx, body.heightPx)
  if (failed) {
    return (
      <p className="notice">
        <ImageOff className="icon" size={16} aria-hidden />
        {t('card.imageFailed')}
      </p>
    )
  }
  return (
    <figure className="picture">
      {/* The size comes from the message, so it cannot be a class. */}
      <svg width={widthPx} height={heightPx} aria-hidden className="picture__place" />
      {url !== undefined && <img className="picture__image" src={url} alt={t('card.image', { name: body.name })} />}
    </figure>
  )
}

/** A small inline picture (a custom emoji). */
export function PictureOf({
  mxc,
  alt,
  heightPx
}: {
  readonly mxc: string
  readonly alt: string
  readonly heightPx: number
}) {
  const media = useMemo(() => ({ mxc, mime: 'image/png', encryption: null }), [mxc])
  const { url } = usePicture(media)
  return url === undefined ? <span>{alt}</span> : <img src={url} alt={alt} height={heightPx} />
}

export function FileAttachment({ body }: { readonly body: FileBody }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <div className="card">
      {body.mediaKind === 'file' ? (
        <FileIcon name={body.name} />
      ) : body.mediaKind === 'audio' ? (
        <FileAudio aria-hidden />
      ) : (
        <FileVideo aria-hidden />
      )}
      <div className="card__body">
        <p className="card__title truncate">{body.name}</p>
        {body.sizeBytes !== null && <p className="card__meta">{formatBytes(body.sizeBytes, language)}</p>}
      </div>
      <Button
        icon={Download}
        size="small"
        aria-label={`${t('card.download')} ${body.name}`}
        onClick={() => void saveMedia(body.media, body.name)}
      >
        {t('card.download')}
      </Button>
    </div>
  )
}

function usePicture(media: MediaRef): { readonly url: string | undefined; readonly failed: boolean } {
  const [state, setState] = useState<{ readonly url: string | undefined; readonly failed: boolean }>({
    url: undefined,
    failed: false
  })
  useEffect(() => {
    let left = false
    loadPicture(media).then(
      (url) => !left && setState({ url, failed: false }),
      () => !left && setState({ url: undefined, failed: true })
    )
    return () => {
      left = true
    }
  }, [media])
  return state
}

function fitted(width: number | null, height: number | null) {
  if (width === null || height === null || width <= 0 || height <= 0) return { widthPx: 240, heightPx: 180 }
  const scale = Math.min(1, maxWidthPx / width, maxHeightPx / height)
  return { widthPx: Math.max(32, Math.round(width * scale)), heightPx: Math.max(32, Math.round(height * scale)) }
}
