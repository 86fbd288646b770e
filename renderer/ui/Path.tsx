/**
 * A path whose end can always be read: where it is too long for its place, the beginning is left out. The whole path is
 * there for pointers to hover over, and for who has it read.
 */
export function Path({ path }: { readonly path: string }) {
  return (
    <span className="path truncate" title={path}>
      <bdi dir="ltr">{path}</bdi>
    </span>
  )
}
