const longestMs = 30_000

/** How long to wait before the n:th try to get back in (from 0): 1, 2, 4 … 30 s. */
export const backoffMs = (attempt: number): number => Math.min(longestMs, 1_000 * 2 ** attempt)
