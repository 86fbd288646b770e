/** The rows that are not in the page. A drawing, because its height is a number and styles come from the style sheet. */
export function Spacer({ heightPx }: { readonly heightPx: number }) {
  return heightPx > 0 ? <svg className="file-table__spacer" width={1} height={heightPx} aria-hidden /> : null
}
