import { WebContentsView, type Rectangle, type Session } from 'electron'
import { randomBytes } from 'node:crypto'
import type { AllowedHost } from '../../shared/model/egress'
import type { FilesProblem, MadeDocument, NewDocument } from '../../shared/model/files'
import { failure, success, type Result } from '../../shared/result'
import type { AccountOwner } from '../account/account'
import type { RemoteFiles } from '../files/remote'
import type { Guard } from '../net/guard'
import type { WindowRegistry } from '../windows/registry'
import { letNavigateWithin } from '../windows/security'
import type { NewDocuments } from './newDocuments'

interface DocumentsOptions {
  readonly guard: Guard
  readonly account: AccountOwner
  readonly remote: RemoteFiles
  readonly registry: WindowRegistry
  readonly newDocuments: NewDocuments
  /** The file server's address; undefined while nobody is signed in there. */
  readonly server: () => string | undefined
  /** The document has left the screen; what was saved in it is on the server. */
  readonly onClosed: () => void
}

/** Where the page wants the document, in CSS pixels of the window; undefined while something lies over it. */
export type DocumentPlace = Readonly<Rectangle> | undefined

/** The shared-document view: the server's own editor inside the main window. There is one at a time. */
export interface Documents {
  readonly open: (path: string) => Promise<Result<undefined, FilesProblem>>
  /** Makes a document on the server and opens it. */
  readonly create: (wanted: NewDocument) => Promise<Result<MadeDocument, FilesProblem>>
  readonly place: (at: DocumentPlace) => void
  readonly focus: () => void
  /** Closes it, unless it has unsaved work and is not forced: then the page is told to ask. */
  readonly close: (force: boolean) => void
}

export function startDocuments(options: DocumentsOptions): Documents {
  const { guard, account, remote, registry, newDocuments, server, onClosed } = options
  let view: WebContentsView | undefined
  // The page says the place when it shows, which may be before the server has given an address.
  let place: DocumentPlace
  let forgetOffice = (): void => undefined

  const lay = () => {
    if (place) view?.setBounds({ ...place })
    view?.setVisible(place !== undefined)
  }
  const drop = () => {
    const dropped = view
    view = undefined
    forgetOffice()
    if (!dropped) return
    registry.find('main')?.contentView.removeChildView(dropped)
    if (!dropped.webContents.isDestroyed()) dropped.webContents.close()
    onClosed()
  }
  const show = (session: Session, url: string, office: string | undefined) => {
    const window = registry.find('main')
    if (!window) return
    const shown = new WebContentsView({
      // A page of the file server: no preload, no cookies of ours, nothing but its own origin.
      webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false }
    })
    view = shown
    const { webContents } = shown
    letNavigateWithin(webContents, new URL(url).origin, office === undefined ? [] : [office])
    webContents.on('will-prevent-unload', () => registry.send('main', 'document.closeAsked', undefined))
    webContents.on('before-input-event', (event, { key, type, shift }) => {
      if (key !== 'F6' || type !== 'keyDown') return
      event.preventDefault()
      window.webContents.focus()
      registry.send('main', 'document.left', { backwards: shift })
    })
    webContents.once('destroyed', () => {
      if (view !== shown) return
      view = undefined
      window.contentView.removeChildView(shown)
      registry.send('main', 'document.closed', undefined)
      onClosed()
    })
    webContents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
      // -3: given up because another navigation began.
      if (isMainFrame && code !== -3) registry.send('main', 'document.failed', undefined)
    })
    window.contentView.addChildView(shown)
    lay()
    // The address is a key that works once: not even the error that names it is logged; `did-fail-load` tells the page.
    webContents.loadURL(url).catch(() => undefined)
  }
  /** Shows a page of the account's own server; false for any other, which is not gone to. */
  const showOwn = async (url: string, named: Result<string | undefined, FilesProblem>): Promise<boolean> => {
    const base = server()
    if (base === undefined || new URL(url).origin !== new URL(base).origin) return false
    drop()
    const office = named.ok ? named.value : undefined
    // The file server names it for its page (contracts.md section 2); it is reached while a document is open.
    if (office !== undefined) forgetOffice = guard.allowList.add([officeHost(office, new URL(base).hostname)])
    // In memory only, and another for each document: what one leaves behind, no other finds.
    const session = await guard.sessions.open(`document-${randomBytes(8).toString('hex')}`, 'document')
    show(session, url, office)
    return true
  }
  account.onChange(({ state }) => {
    if (state !== 'signedIn') drop()
  })
  return {
    open: async (path) => {
      const [url, office] = await Promise.all([remote.editorUrl(path), remote.officeOrigin()])
      if (!url.ok) return url
      return (await showOwn(url.value, office)) ? success(undefined) : failure({ code: 'notUnderstood' })
    },
    create: async (wanted) => {
      const [made, office] = await Promise.all([newDocuments.make(wanted), remote.officeOrigin()])
      if (!made.ok) return made
      const { path, fileId, url } = made.value
      const isShown = url !== undefined && (await showOwn(url, office))
      return success({ path, fileId, editor: isShown ? 'open' : 'failed' })
    },
    place: (at) => {
      place = at
      lay()
    },
    focus: () => view?.webContents.focus(),
    close: (force) => {
      if (force) {
        drop()
        registry.send('main', 'document.closed', undefined)
      } else view?.webContents.close({ waitForBeforeUnload: true })
    }
  }
}

function officeHost(origin: string, namedBy: string): AllowedHost {
  const { hostname, port } = new URL(origin)
  return { host: hostname, port: Number(port || 443), kind: 'files', rule: 'named', namedBy }
}
