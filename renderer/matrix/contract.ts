/**
 * The contract between the window and the Matrix worker: plain data only, no SDK object crosses.
 * State goes out as snapshots, then as diffs batched over 50 ms, each with a sequence number that grows by one;
 * who misses a number asks for a new snapshot (`requestRooms`, `requestTimeline`).
 */
export type * from './contract/html'
export type * from './contract/rooms'
export type * from './contract/timeline'
export type * from './contract/session'
export type * from './contract/commands'
