/** How long a check may hold the engine at a time, ms. */
const AT_A_TIME = 15

/** Lets others have their turn: a check of many rows calls it at each. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < AT_A_TIME) return undefined
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now()
        resolve()
      }),
    )
  }
}
