declare module '@xmpp/component' {
  export type Element = {
    readonly name: string
    readonly attrs: Readonly<Record<string, string | undefined>>
    readonly is: (name: string, namespace?: string) => boolean
    readonly getChild: (name: string, namespace?: string) => Element | undefined
    readonly getChildren: (name: string, namespace?: string) => readonly Element[]
    readonly text: () => string
  }
  export type IqContext = { readonly element: Element; readonly stanza: Element }
  export type IqCallee = {
    readonly set: (namespace: string, name: string, answer: (context: IqContext) => Element | boolean) => void
  }
  export type Component = {
    readonly iqCallee: IqCallee
    readonly on: ((event: 'online', listener: () => void) => void) &
      ((event: 'error', listener: (error: Error) => void) => void) &
      ((event: 'stanza', listener: (stanza: Element) => void) => void)
    readonly start: () => Promise<unknown>
    readonly stop: () => Promise<unknown>
    readonly send: (stanza: Element) => Promise<void>
  }
  export function component(options: {
    readonly service: string
    readonly domain: string
    readonly password: string
  }): Component
  export function xml(
    name: string,
    attrs?: Readonly<Record<string, string | undefined>>,
    ...children: readonly (Element | string)[]
  ): Element
}
