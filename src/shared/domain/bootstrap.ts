import { streamFor, whole } from './random.ts'

const RESAMPLES = 1000

/**
 * 95 % interval of a figure over items, by resampling their groups (patients): frames of one patient are no
 * independent evidence. Seeded, so that the same items always give the same interval. [figure, figure] for one group.
 */
export function intervalByGroup<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => string,
  figure: (items: readonly Item[]) => number,
): [number, number] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item])
  const all = [...groups.values()]
  const random = streamFor(1, 'bootstrap')
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(all.flatMap(() => all[whole(random, 0, all.length - 1)]!)),
  ).sort((a, b) => a - b)
  return [figures[Math.floor(RESAMPLES * 0.025)]!, figures[Math.floor(RESAMPLES * 0.975)]!]
}
