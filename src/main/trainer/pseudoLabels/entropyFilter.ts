import { IGNORE } from '../../../shared/domain/labelClass.ts'

/** The entropies of pixels that have a label, in rising order. */
export function countedEntropies(entropies: Float32Array, label: Uint8Array): Float32Array {
  return entropies.filter((_, i) => label[i] !== IGNORE).sort()
}

/** The q-th percentile of values in rising order, linear between neighbours; 0 of none. */
export function percentile(rising: Float32Array, q: number): number {
  const at = (q / 100) * (rising.length - 1)
  const below = rising[Math.floor(at)] ?? 0
  const above = rising[Math.ceil(at)] ?? below
  return below + (at - Math.floor(at)) * (above - below)
}

/**
 * Weights of a cross-entropy over the pixels that have a label and less entropy than `threshold`: its mean over those,
 * times all pixels over those (METHODS §1.5). One that reaches the threshold is dropped: at the 100th percentile too.
 */
export function weightsBelow(entropies: Float32Array, label: Uint8Array, threshold: number): Float32Array {
  const isKept = (i: number) => label[i] !== IGNORE && entropies[i]! < threshold
  let kept = 0
  for (let i = 0; i < label.length; i++) if (isKept(i)) kept++
  const weights = new Float32Array(label.length)
  for (let i = 0; i < label.length; i++) if (isKept(i)) weights[i] = label.length / kept ** 2
  return weights
}
