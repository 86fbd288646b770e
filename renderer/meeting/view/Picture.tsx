import { useEffect, useRef } from 'react'

interface PictureProps {
  readonly stream: MediaStream
  readonly label: string
  readonly mirrored?: boolean
  /** Shown whole, as screens are; faces fill their tile. */
  readonly whole?: boolean
}

/** A moving picture. Sound has an element of its own. */
export function Picture({ stream, label, mirrored, whole }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  const names = ['picture', mirrored === true ? 'picture--mirrored' : '', whole === true ? 'picture--whole' : '']
  return <video ref={video} className={names.join(' ').trim()} aria-label={label} autoPlay playsInline muted />
}

/** Somebody's sound, on the chosen speaker. There is nothing to see. */
export function Sound({ stream, speakerId }: { readonly stream: MediaStream; readonly speakerId: string | undefined }) {
  const player = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = new Audio()
    audio.autoplay = true
    audio.srcObject = stream
    player.current = audio
    return () => {
      audio.srcObject = null
    }
  }, [stream])
  useEffect(() => {
    // A speaker that has been unplugged: the computer's own choice goes on.
    player.current?.setSinkId(speakerId ?? '').catch((error: unknown) => console.info('speaker', error))
  }, [stream, speakerId])
  return null
}
