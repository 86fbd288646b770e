import doc from './assets/file-doc.svg'
import folder from './assets/file-folder.svg'
import sharedFolder from './assets/file-folder-shared.svg'
import image from './assets/file-image.svg'
import map from './assets/file-map.svg'
import pdf from './assets/file-pdf.svg'
import sheet from './assets/file-sheet.svg'
import slide from './assets/file-slide.svg'
import text from './assets/file-text.svg'
import zip from './assets/file-zip.svg'

const byExtension: Readonly<Record<string, string>> = {
  ...same(doc, 'odt docx doc rtf'),
  ...same(sheet, 'ods xlsx xls csv'),
  ...same(slide, 'odp pptx ppt'),
  ...same(image, 'png jpg jpeg gif webp svg heic tif tiff'),
  ...same(map, 'gpkg geojson shp gpx'),
  ...same(zip, 'zip gz tar 7z'),
  pdf
}

/** The drawn icon of a kind of file, or of a folder. Decoration: the name stands beside it. */
export function FileIcon({
  name,
  isFolder,
  isShared,
  size = 24
}: {
  readonly name: string
  readonly isFolder?: boolean
  /** A folder that several people have. */
  readonly isShared?: boolean
  readonly size?: number
}) {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return (
    <img
      className="file-icon"
      src={isFolder === true ? (isShared === true ? sharedFolder : folder) : (byExtension[extension] ?? text)}
      width={size}
      height={size}
      alt=""
    />
  )
}

function same(icon: string, extensions: string): Record<string, string> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, icon]))
}
