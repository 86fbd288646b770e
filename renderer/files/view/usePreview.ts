import { useEffect, useState } from 'react'
import type { FilesProblem } from '../../../shared/model/files'
import type { Result } from '../../../shared/result'
import { invoke } from '../../bridge'
import type { FileItem } from '../store'

// What a files server draws a picture of; asking for others costs it a failed attempt each.
const drawn = /\.(?:png|jpe?g|gif|webp|bmp|heic|tiff?|svg|pdf|txt|md|od[tsp]|docx?|xlsx?|pptx?)$/i

/** The address of a small picture of the file, made by the server; undefined while there is none. */
export function usePreview({ fileId, kind, name, modifiedMs }: FileItem): string | undefined {
  const wanted = kind === 'file' && drawn.test(name) ? fileId : null
  return usePicture(wanted, readPreview, modifiedMs)
}

/** The address of the picture of a template for new documents. */
export const useTemplatePreview = (id: string): string | undefined => usePicture(id, readTemplatePreview)

const readPreview = (id: string) => invoke('files.preview', id)
const readTemplatePreview = (id: string) => invoke('files.templatePreview', id)

type ReadPicture = (id: string) => Promise<Result<Uint8Array<ArrayBuffer> | undefined, FilesProblem>>

/** @param changed another value reads the picture anew. */
function usePicture(wanted: string | null, read: ReadPicture, changed = 0): string | undefined {
  const [picture, setPicture] = useState<{ readonly id: string; readonly url: string }>()
  useEffect(() => {
    if (wanted === null) return
    let url: string | undefined
    let isOver = false
    void read(wanted).then((answer) => {
      if (isOver || !answer.ok || !answer.value) return
      url = URL.createObjectURL(new Blob([answer.value]))
      setPicture({ id: wanted, url })
    })
    return () => {
      isOver = true
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [wanted, read, changed])
  return picture && picture.id === wanted ? picture.url : undefined
}
