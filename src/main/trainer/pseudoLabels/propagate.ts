/** Pseudo-labels of a batch, and the weight that each pixel is learned with: 0 where it is not trusted, else one and the same. */
export interface Trusted {
  readonly pseudoLabel: Uint8Array
  readonly weights: Float32Array
}

/**
 * CorrMatch's label propagation (METHODS §1.6): of a region most of whose pixels are trusted at first, and nearly all of those
 * one class, the whole region becomes that class and is trusted. Region after region: a later one meets the labels that
 * earlier ones have changed, but counts as trusted only what was so at first. `threshold` is what both shares must reach.
 */
export function propagate(first: Trusted, regions: Iterable<Int32Array>, threshold: number): Trusted {
  const pseudoLabel = first.pseudoLabel.slice()
  const weights = first.weights.slice()
  const votes = new Uint32Array(256)
  for (const region of regions) {
    votes.fill(0)
    let [sure, weight] = [0, 0]
    for (let i = 0; i < region.length; i++) {
      const pixel = region[i]!
      if (first.weights[pixel] === 0) continue
      votes[pseudoLabel[pixel]!]!++
      weight = first.weights[pixel]!
      sure++
    }
    if (sure === 0 || sure / region.length < threshold) continue
    const most = Math.max(...votes)
    if (most / sure <= threshold) continue
    const winner = votes.indexOf(most)
    for (let i = 0; i < region.length; i++) {
      pseudoLabel[region[i]!] = winner
      weights[region[i]!] = weight
    }
  }
  return { pseudoLabel, weights }
}
