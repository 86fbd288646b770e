import type { RichNode } from '../../contract'
import { toLinkTarget } from './links'

const CANDIDATE = /\b(?:https?:\/\/|mailto:|matrix:|samverk:\/\/)[^\s<>"'”“]+/giu
const TRAILING = /[.,;:!?…]+$/u

/** A closing bracket belongs to the address only when it was opened in it. */
const withoutTail = (address: string): string => {
  let end = address.replace(TRAILING, '')
  while (end.endsWith(')') && !end.includes('(')) end = end.slice(0, -1).replace(TRAILING, '')
  return end
}

/** Turns the addresses in plain text into links. */
export const linkify = (text: string): readonly RichNode[] => {
  const nodes: RichNode[] = []
  let done = 0
  for (const match of text.matchAll(CANDIDATE)) {
    const address = withoutTail(match[0])
    const target = toLinkTarget(address)
    if (target === null) continue
    if (match.index > done) nodes.push({ kind: 'text', text: text.slice(done, match.index) })
    nodes.push({ kind: 'link', target, children: [{ kind: 'text', text: address }] })
    done = match.index + address.length
  }
  if (done < text.length) nodes.push({ kind: 'text', text: text.slice(done) })
  return nodes
}
