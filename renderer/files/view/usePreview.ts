import { useEffect, useState } from 'react'
import { invoke } from '../../bridge'
import type { FileItem } from '../store'

// What a files server draws a picture of; asking for others costs it a failed attempt each.
const drawn = /\.(?:png|jpe?g|gif|webp|bmp|heic|tiff?|svg|pdf|txt|md|od[tsp]|docx?|xlsx?|pptx?)$/i

/** The address of a small picture of the file, made by the server; undefined while there is none. */
export function usePreview({ fileId, kind, name, modifiedMs }: FileItem): string | undefined {
  const [picture, setPicture] = useState<{ readonly fileId: string; readonly url: string }>()
  const wanted = kind === 'file' && drawn.test(name) ? fileId : null
  useEffect(() => {
    if (wanted === null) return
    let url: string | undefined
    let isOver = false
    void invoke('files.preview', wanted).then((answer) => {
      if (isOver || !answer.ok || !answer.value) return
      url = URL.createObjectURL(new Blob([answer.value]))
      setPicture({ fileId: wanted, url })
    })
    return () => {
      isOver = true
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [wanted, modifiedMs])
  return picture && picture.fileId === wanted ? picture.url : undefined
}
