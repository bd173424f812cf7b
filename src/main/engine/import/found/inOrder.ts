/**
 * Works on up to `width` items at a time and hands the results out in the items' order: decoding then fills all
 * cores, and what is written does not depend on which file was faster. Where fewer are asked for than were begun,
 * `drop` gets the rest.
 */
export async function* inOrder<I, O>(
  items: Iterable<I>,
  width: number,
  work: (item: I) => Promise<O>,
  drop: (result: O) => void = () => {},
): AsyncGenerator<O> {
  const under: Promise<O>[] = []
  const next = items[Symbol.iterator]()
  const start = () => {
    const { done, value } = next.next()
    if (done) return
    const result = work(value)
    // A failure is met where its turn comes; until then it must not count as unhandled.
    result.catch(() => {})
    under.push(result)
  }
  try {
    for (let i = 0; i < width; i++) start()
    for (let first = under.shift(); first; first = under.shift()) {
      const result = await first
      start()
      yield result
    }
  } finally {
    for (const result of under) result.then(drop, () => {})
  }
}
