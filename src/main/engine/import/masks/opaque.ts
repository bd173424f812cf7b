import { Unreadable } from '../found/Unreadable.ts'
import type { Samples } from './samples.ts'

/** A picture of fewer alphas has no soft edges: whatever can be seen at all is meant. */
const SOFT = 5

/**
 * Samples without alpha. What cannot be seen is not painted, so it becomes black; and where all colours are black, alpha
 * is what was painted. Throws `Unreadable` where colours and alpha tell two stories: several colours lie where nothing
 * can be seen.
 */
export function opaque(samples: Samples): Samples {
  if (!samples.hasAlpha) return samples
  const { data, channels } = samples
  const colours = channels - 1
  const alphas = alphasOf(samples)
  const most = Math.max(...alphas)
  const least = alphas.size < SOFT ? 1 : most / 2
  const isOnlyAlpha = alphas.size > 1 && isBlack(samples)
  const out = new (data instanceof Uint8Array ? Uint8Array : Uint16Array)((data.length / channels) * colours)
  let hidden = -1
  for (let p = 0, q = 0; p < data.length; p += channels, q += colours) {
    const alpha = data[p + colours]!
    for (let c = 0; c < colours; c++) {
      if (isOnlyAlpha) out[q + c] = alpha
      else if (alpha >= least) out[q + c] = data[p + c]!
    }
    if (alpha > 0) continue
    if (hidden < 0) hidden = p
    for (let c = 0; c < colours; c++) if (data[p + c] !== data[hidden + c]) throw new Unreadable('maskHidden')
  }
  return { data: out, channels: colours, hasAlpha: false }
}

function alphasOf({ data, channels }: Samples): Set<number> {
  const found = new Set<number>()
  for (let p = channels - 1; p < data.length; p += channels) found.add(data[p]!)
  return found
}

function isBlack({ data, channels }: Samples): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] !== 0 && (i + 1) % channels !== 0) return false
  return true
}
