/** One of several parts of a long list of work. Machines that are given one part each do all of it, once. */
export interface Shard {
  /** From 0. */
  readonly index: number
  readonly count: number
}

export const WHOLE: Shard = { index: 0, count: 1 }

/** `2/5` is the second part of five; undefined where the text is none. */
export function shardFrom(text: string): Shard | undefined {
  const [, place = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const [number, count] = [Number(place), Number(of)]
  return number >= 1 && number <= count ? { index: number - 1, count } : undefined
}

/**
 * The items of a part: every `count`-th. The order must be the same wherever the list is made, and what is done already
 * must still be in it: else parts would shift.
 */
export const ofShard = <T>(items: readonly T[], { index, count }: Shard): readonly T[] =>
  items.filter((_, k) => k % count === index)
