import { ChevronRight, Upload } from 'lucide-react'
import { Fragment } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { chooseFiles, openFolder } from '../commands'
import { useFiles } from '../store'

/** Where one is, and adding files here. */
export function ListHeader() {
  const t = useText()
  const folder = useFiles((state) => state.folder)
  const segments = folder === '' ? [] : folder.split('/')
  const crumbs = [
    { name: t('files.myFiles'), path: '' },
    ...segments.map((name, index) => ({ name, path: segments.slice(0, index + 1).join('/') }))
  ]
  // A path of forty folders keeps its beginning and its end.
  const shown = crumbs.length > 4 ? [crumbs.slice(0, 1), crumbs.slice(-3)].flat() : crumbs
  return (
    <header className="files__head">
      <nav className="crumbs" aria-label={t('files.path')}>
        {shown.map(({ name, path }, index) => (
          <Fragment key={path}>
            {index > 0 && <ChevronRight className="icon" size={16} aria-hidden />}
            {index === 1 && shown.length < crumbs.length && <span aria-hidden>… ›</span>}
            {path === folder ? (
              <h2 className="crumbs__current truncate" aria-current="page">
                <bdi>{name}</bdi>
              </h2>
            ) : (
              <button type="button" className="crumbs__item truncate" onClick={() => void openFolder(path)}>
                <bdi>{name}</bdi>
              </button>
            )}
          </Fragment>
        ))}
      </nav>
      <Button icon={Upload} look="primary" size="small" onClick={() => void chooseFiles()}>
        {t('files.upload')}
      </Button>
    </header>
  )
}
