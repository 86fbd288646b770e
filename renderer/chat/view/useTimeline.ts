import { timelineId, type TimelineState } from '../apply'
import type { TimelineKey } from '../../matrix/contract'
import { useChat } from '../store'

export const useTimeline = (key: TimelineKey): TimelineState | undefined =>
  useChat(({ timelines }) => timelines.get(timelineId(key)))
