import { useEffect, useState } from 'react'
import { itemAt } from '../commands'
import { useFiles, type FileItem } from '../store'

/** An item by its path, shown or not; undefined while it is looked for, null when it is not there. */
export function useItem(path: string): FileItem | null | undefined {
  const items = useFiles((state) => state.items)
  const shown = items?.find((item) => item.path === path)
  const [found, setFound] = useState<{ readonly path: string; readonly item: FileItem | null }>()
  const isShown = shown !== undefined
  useEffect(() => {
    if (isShown) return
    let isOver = false
    void itemAt(path).then((item) => {
      if (!isOver) setFound({ path, item: item ?? null })
    })
    return () => {
      isOver = true
    }
    // What is shown changes with what lies in the folders.
  }, [path, isShown, items])
  return shown ?? (found?.path === path ? found.item : undefined)
}
