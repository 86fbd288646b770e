import { useApp } from '../store'

/** A sentence that comes and goes, bottom left. */
export function Notice() {
  const notice = useApp((state) => state.notice)
  return (
    <p className={notice === '' ? 'visually-hidden' : 'toast'} role="status">
      {notice}
    </p>
  )
}
