import { useEffect, useState } from 'react'
import { loadPicture } from '../media'

const sizePx = 96

/** A person's portrait from the agency's own server, as a blob URL; undefined until it is there, or when there is none. */
export function usePersonPicture(mxc: string | null): string | undefined {
  const [picture, setPicture] = useState<{ readonly mxc: string; readonly url: string }>()
  useEffect(() => {
    if (mxc === null) return
    let left = false
    const keep = (url: string) => !left && setPicture({ mxc, url })
    // Without its picture a person has initials, which is enough.
    loadPicture({ mxc, mime: 'image/png', encryption: null }, sizePx).then(keep, () => undefined)
    return () => {
      left = true
    }
  }, [mxc])
  return picture && picture.mxc === mxc ? picture.url : undefined
}
