import { FileIcon } from '../../../ui/FileIcon'
import './newDocument.css'

/** The ending that a new document's name gets, at the end of its field. The hint below says so too. */
export const Ending = ({ extension }: { readonly extension: string }) => (
  <span className="new-document__ending" aria-hidden>
    <FileIcon name={`.${extension}`} size={20} />.{extension}
  </span>
)
