/**
 * The `count` candidates with the lowest scores, in no order; all of them when there are fewer. Quick-select
 * with a median of three: a full sort of every pixel would cost more than the loss itself (METHODS §3).
 */
export function selectLowest(
  candidates: Int32Array,
  score: (candidate: number) => number,
  count: number,
): Int32Array {
  if (count <= 0) return candidates.subarray(0, 0)
  if (count >= candidates.length) return candidates
  const order = candidates.slice()
  const keys = Float32Array.from(order, score)
  let low = 0
  let high = order.length - 1
  while (low < high) {
    const pivot = medianOfThree(keys, low, high)
    let i = low
    let j = high
    while (i <= j) {
      while (keys[i]! < pivot) i++
      while (keys[j]! > pivot) j--
      if (i > j) break
      swap(order, keys, i++, j--)
    }
    if (count - 1 <= j) high = j
    else if (count - 1 >= i) low = i
    else break
  }
  return order.subarray(0, count)
}

function medianOfThree(keys: Float32Array, low: number, high: number): number {
  const [a, b, c] = [keys[low]!, keys[(low + high) >> 1]!, keys[high]!]
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

function swap(order: Int32Array, keys: Float32Array, i: number, j: number): void {
  const kept = order[i]!
  const key = keys[i]!
  order[i] = order[j]!
  keys[i] = keys[j]!
  order[j] = kept
  keys[j] = key
}
