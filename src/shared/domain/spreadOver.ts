/** At most so many of the items, spread evenly over them from the first on. */
export function spreadOver<Item>(items: readonly Item[], most: number): Item[] {
  const every = Math.max(1, Math.floor(items.length / most))
  return items.filter((_, i) => i % every === 0).slice(0, most)
}
