import { createElement, Fragment, type ReactNode } from 'react'
import { invoke } from '../../bridge'
import type { LinkTarget, RichNode } from '../../matrix/contract'
import { openLinkedRoom } from '../commands'
import { PictureOf } from './Media'

/** Message text as React elements. The tree was made from an allow-list in the worker; nothing is ever set as HTML. */
export function RichText({ nodes }: { readonly nodes: readonly RichNode[] }) {
  return <>{nodes.map((node, index) => render(node, index))}</>
}

function render(node: RichNode, key: number): ReactNode {
  switch (node.kind) {
    case 'text':
      return <Fragment key={key}>{node.text}</Fragment>
    case 'element':
      // Void elements take no children.
      if (node.tag === 'br' || node.tag === 'hr') return createElement(node.tag, { key })
      return createElement(tagOf(node.tag), { key }, ...node.children.map(render))
    case 'list':
      return (
        <ol key={key} start={node.start}>
          {node.children.map(render)}
        </ol>
      )
    case 'codeBlock':
      return (
        <pre key={key} tabIndex={0}>
          <code>{node.text}</code>
        </pre>
      )
    case 'link':
      return <Link key={key} target={node.target} nodes={node.children} />
    case 'mention':
      return (
        <span key={key} className={node.self ? 'mention mention--me' : 'mention'}>
          {node.label}
        </span>
      )
    case 'roomMention':
      return (
        <span key={key} className="mention mention--me">
          {node.label}
        </span>
      )
    case 'image':
      return <PictureOf key={key} mxc={node.mxc} alt={node.alt} heightPx={node.heightPx} />
    case 'spoiler':
      return (
        <details key={key} className="spoiler">
          <summary>{node.reason ?? '…'}</summary>
          {node.children.map(render)}
        </details>
      )
  }
}

// The page has its own headings; a message must not take part in that order.
const tagOf = (tag: string) => (/^h[1-6]$/.test(tag) ? 'strong' : tag)

function Link({ target, nodes }: { readonly target: LinkTarget; readonly nodes: readonly RichNode[] }) {
  switch (target.kind) {
    case 'web':
    case 'mail':
    case 'app':
      return (
        <button
          type="button"
          className="text-link"
          title={target.href}
          onClick={() => void invoke('app.openExternal', target.href)}
        >
          <RichText nodes={nodes} />
        </button>
      )
    case 'user':
      return (
        <span className="mention">
          <RichText nodes={nodes} />
        </span>
      )
    case 'room':
      return (
        <button
          type="button"
          className="text-link"
          onClick={() => void openLinkedRoom(target.roomIdOrAlias, target.eventId)}
        >
          <RichText nodes={nodes} />
        </button>
      )
  }
}
