import { createRequire } from 'node:module'

/** A stanza or a part of one. */
export type Element = {
  readonly name: string
  readonly attrs: Readonly<Record<string, string | undefined>>
  readonly is: (name: string, namespace?: string) => boolean
  readonly getChild: (name: string, namespace?: string) => Element | undefined
  readonly text: () => string
}

type IqContext = { readonly element: Element; readonly stanza: Element }

/** A server component (XEP-0114), as far as it is used here. */
export type Component = {
  readonly iqCallee: {
    /** Answers requests; false means "not implemented" and true an empty result. */
    readonly set: (namespace: string, name: string, answer: (context: IqContext) => Element | boolean) => void
  }
  readonly on: ((event: 'online' | 'disconnect', listener: () => void) => void) &
    ((event: 'error', listener: (error: Error) => void) => void) &
    ((event: 'stanza', listener: (stanza: Element) => void) => void)
  readonly start: () => Promise<unknown>
  readonly stop: () => Promise<unknown>
  readonly send: (stanza: Element) => Promise<void>
}

type Xmpp = {
  readonly component: (options: {
    readonly service: string
    readonly domain: string
    readonly password: string
  }) => Component
  readonly xml: (
    name: string,
    attrs?: Readonly<Record<string, string | undefined>>,
    ...children: readonly (Element | string)[]
  ) => Element
}

const require = createRequire(import.meta.url)

// The package has no types of its own; these are what is used of it.
export const { component, xml } = require('@xmpp/component') as Xmpp
