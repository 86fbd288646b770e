interface Rules {
  readonly createHTML: (value: string, type: string, sink: string) => string
  readonly createScriptURL: (value: string) => string
}

// The declaration of the main window knows only script addresses.
interface PolicyFactory {
  readonly createPolicy: (name: string, rules: Rules) => unknown
}

// What jQuery tries out while it loads: a few empty elements, without handlers and addresses.
const featureTest =
  /^(?:<\/?(?:a|select|option|form|textarea|input|div|table)(?: (?:id|name|type|value|selected|disabled|checked|t|href)='[^'<>:]*')*\s*\/?>|x)+$/

/** Documents that are only read (stanzas) and jQuery's feature tests pass; nothing else becomes part of the page. */
export function passesAsHtml(value: string, sink: string): boolean {
  return sink.startsWith('DOMParser') || featureTest.test(value)
}

/**
 * The default Trusted Types policy that the deployment's library lives under: no script text, and one script address.
 * @param libraryUrl the only script that may be added to the page.
 */
export function installTrustedTypes(libraryUrl: string): void {
  const refuse = (sink: string) => {
    throw new TypeError(`Refused for ${sink}`)
  }
  const factory = window.trustedTypes as PolicyFactory | undefined
  factory?.createPolicy('default', {
    createHTML: (value, _type, sink) => (passesAsHtml(value, sink) ? value : refuse(sink)),
    createScriptURL: (value: string) => (new URL(value, location.href).href === libraryUrl ? value : refuse('a script'))
  })
}
