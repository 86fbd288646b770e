import type { Plain } from './plain'

/** Event types of ours and of Element that the SDK does not know; contents are checked where they are read. */
declare module 'matrix-js-sdk/lib/@types/event' {
  interface StateEvents {
    'im.vector.modular.widgets': Plain
    'org.samverk.workspace': Plain
  }
  interface TimelineEvents {
    /** Stands for whatever type the outbox holds. */
    'org.samverk.any': Plain
  }
  interface RoomAccountDataEvents {
    'm.marked_unread': { readonly unread: boolean }
  }
}
