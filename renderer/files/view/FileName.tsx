import { splitName } from '../splitName'

/** The name of a file or folder. Where there is no room for a long one, its middle is left out: the ends tell it apart. */
export function FileName({ name }: { readonly name: string }) {
  const [start, end] = splitName(name)
  if (end === '') return <bdi className="truncate">{name}</bdi>
  return (
    <span className="file-name" title={name}>
      <bdi className="visually-hidden">{name}</bdi>
      <bdi className="file-name__start truncate" aria-hidden>
        {start}
      </bdi>
      <bdi aria-hidden>{end}</bdi>
    </span>
  )
}
