import type { Backbone } from '../../src/main/trainer/nets/Backbone.ts'

const WIDTHS = [16, 32, 64, 64] as const

/** Four 3×3 convolutions of stride 2 under the dense head: a step of every method in a second. */
export const smallBackbone: Backbone = {
  name: 'small',
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  head: 'dense',
  build(b, image) {
    let x = image
    const maps = WIDTHS.map((outputs, k) => {
      const made = b.convolution(x, `backbone.conv${k}`, { outputs, size: 3, stride: 2 })
      x = b.norm(made, `backbone.bn${k}`, 'relu', 1e-5)
      return x
    })
    return { shallow: maps[1]!, deep: maps[3]! }
  },
}
