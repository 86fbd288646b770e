/**
 * Message text as plain data. The worker parses whatever a server sent and keeps only what is listed here;
 * the window renders these nodes as React elements, so nothing from a server is ever set as HTML.
 */
export type RichBlockTag =
  | 'p'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'blockquote'
  | 'ul'
  | 'li'
  | 'hr'
  | 'table'
  | 'thead'
  | 'tbody'
  | 'tr'
  | 'th'
  | 'td'
  | 'details'
  | 'summary'
  | 'div'

export type RichInlineTag = 'b' | 'i' | 'u' | 's' | 'code' | 'sub' | 'sup' | 'br' | 'span'

/** What a link leads to. Only these kinds exist: anything else has become plain text. */
export type LinkTarget =
  | { readonly kind: 'web'; readonly href: string }
  | { readonly kind: 'mail'; readonly href: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'room'; readonly roomIdOrAlias: string; readonly eventId: string | null }
  | { readonly kind: 'app'; readonly href: string }

export type RichNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'element'; readonly tag: RichBlockTag | RichInlineTag; readonly children: readonly RichNode[] }
  | { readonly kind: 'list'; readonly start: number; readonly children: readonly RichNode[] }
  | { readonly kind: 'codeBlock'; readonly language: string | null; readonly text: string }
  | { readonly kind: 'link'; readonly target: LinkTarget; readonly children: readonly RichNode[] }
  | { readonly kind: 'mention'; readonly userId: string; readonly label: string; readonly self: boolean }
  | { readonly kind: 'roomMention'; readonly label: string }
  | { readonly kind: 'image'; readonly mxc: string; readonly alt: string; readonly heightPx: number }
  | { readonly kind: 'spoiler'; readonly reason: string | null; readonly children: readonly RichNode[] }
