/**
 * Runs an action over all items, at most `limit` at once. The first failure stops the start of further ones
 * and is thrown once those under way have ended.
 */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  action: (item: T) => Promise<void>
): Promise<void> {
  let next = 0
  const failures: unknown[] = []
  const work = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const item = items[next]
      next += 1
      if (item === undefined) continue
      try {
        await action(item)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
  if (failures.length > 0) throw failures[0]
}
