import { backboneNamed } from './backbones.ts'
import { mixOf } from './deepLabV3Plus.ts'
import type { Head } from './NetParts.ts'

/** Floats of an embedding. */
export const REPRESENTED = 256
/** Share of the channels that each layer loses in training. */
const DROPPED = 0.1

/**
 * U²PL's `[n,s,s,304] → [n,s,s,256]` on what the decoder fuses: twice 3×3, norm, ReLU, channel dropout, then 1×1
 * (METHODS §1.5). Its 3×3 layers are made as the decoder's are.
 */
export function representationHead(backbone: string): Head {
  const mix = mixOf(backboneNamed(backbone))
  return {
    name: 'representation',
    tap: 'joined',
    build(b, joined) {
      const once = b.dropChannels(mix(b, joined, ['rep.0', 'rep.1'], 'rep.0', 1), DROPPED)
      const twice = b.dropChannels(mix(b, once, ['rep.2', 'rep.3'], 'rep.1', 1), DROPPED)
      return b.convolution(twice, 'rep.4', { outputs: REPRESENTED, size: 1, bias: true })
    },
  }
}
