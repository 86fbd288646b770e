/** Gives the focus to the rows of a canvas, or to the canvas of an empty folder, when what had it is gone. */
export function focusRows(canvas: HTMLElement | null): void {
  const stop = canvas?.querySelector<HTMLElement>('.file-row[tabindex="0"], .file-tile[tabindex="0"]')
  ;(stop ?? canvas)?.focus()
}
