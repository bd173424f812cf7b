import { streamFor, whole } from './random.ts'

const RESAMPLES = 1000

/**
 * 95 % interval of a figure over items, by resampling their groups (patients): frames of one patient are no
 * independent evidence. Seeded, so that the same items always give the same interval; resamples without a figure are
 * left out. [figure, figure] for one group.
 */
export function intervalByGroup<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => string,
  figure: (items: readonly Item[]) => number | null,
): [number, number] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item])
  const all = [...groups.values()]
  const random = streamFor(1, 'bootstrap')
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(all.flatMap(() => all[whole(random, 0, all.length - 1)]!)),
  )
  return middleOf(figures.filter((value) => value !== null))
}

/** Where the middle 95 % of resampled figures lie. */
export function middleOf(figures: readonly number[]): [number, number] {
  const sorted = [...figures].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return [at(0.025), at(0.975)]
}
