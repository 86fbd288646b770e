import type { ReactNode } from 'react'
import { hueOf, initialsOf } from './identity'

interface AvatarProps {
  /** What the colour is chosen by: a user or room id. */
  readonly id: string
  readonly name: string
  readonly size?: 'small' | 'medium' | 'normal' | 'large'
  readonly square?: boolean
  readonly initials?: string
  /** A picture from the agency's own server, as a blob URL. */
  readonly imageUrl?: string | undefined
  readonly children?: ReactNode
}

/** A person's or a place's picture, else its initials in a colour of its own. Decoration: the name stands beside it. */
export function Avatar({ id, name, size = 'normal', square, initials, imageUrl, children }: AvatarProps) {
  const names = ['avatar', `avatar--${size}`, `hue-${hueOf(id)}`, square === true ? 'avatar--square' : '']
  return (
    <span className={names.join(' ').trim()} aria-hidden>
      {imageUrl === undefined ? (initials ?? initialsOf(name)) : <img src={imageUrl} alt="" />}
      {children}
    </span>
  )
}
