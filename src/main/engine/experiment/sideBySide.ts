/** Does work for each item, so many at a time, in their order. Fails as the first does that fails, with none left at work. */
export async function sideBySide<T>(
  items: readonly T[],
  count: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items]
  const takeTurns = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  const failing = () =>
    takeTurns().catch((error: unknown) => {
      left.length = 0
      throw error
    })
  const ended = await Promise.allSettled(Array.from({ length: count }, failing))
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}
