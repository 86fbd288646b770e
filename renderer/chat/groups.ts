import type { MessageItem, TimelineItem } from '../matrix/contract'

const groupGapMs = 5 * 60_000

/** Whether a message stands under the name of the one before it: same sender, within five minutes, nothing between. */
export function continuesGroup(item: MessageItem, before: TimelineItem | undefined): boolean {
  if (before?.kind !== 'message') return false
  return before.sender.id === item.sender.id && item.ts - before.ts < groupGapMs && item.reply === null
}
