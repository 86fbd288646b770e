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

/** Somebody's sound, on the chosen speaker. */
export function Sound({ stream, speakerId }: { readonly stream: MediaStream; readonly speakerId: string | undefined }) {
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    if (audio.current) audio.current.srcObject = stream
  }, [stream])
  useEffect(() => {
    // A speaker that has been unplugged: the computer's own choice goes on.
    audio.current?.setSinkId(speakerId ?? '').catch((error: unknown) => console.info('speaker', error))
  }, [speakerId])
  return <audio ref={audio} autoPlay />
}
