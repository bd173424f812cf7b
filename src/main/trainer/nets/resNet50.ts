import type { Backbone } from './Backbone.ts'
import type { NetBuilder, Value } from './NetBuilder.ts'

const EPSILON = 1e-5
const EXPANSION = 4

/** Blocks, inner width, stride of the first block and dilation of the rest, per layer (output stride 16). */
const LAYERS = [
  { blocks: 3, width: 64, stride: 1, dilation: 1 },
  { blocks: 4, width: 128, stride: 2, dilation: 1 },
  { blocks: 6, width: 256, stride: 2, dilation: 1 },
  { blocks: 3, width: 512, stride: 1, dilation: 2 },
] as const

interface BlockShape {
  readonly width: number
  readonly stride: number
  readonly dilation: number
}

function bottleneck(b: NetBuilder, x: Value, name: string, { width, stride, dilation }: BlockShape): Value {
  const outputs = width * EXPANSION
  let y = b.norm(
    b.convolution(x, `${name}.conv1`, { outputs: width, size: 1 }),
    `${name}.bn1`,
    'relu',
    EPSILON,
  )
  const middle = b.convolution(y, `${name}.conv2`, { outputs: width, size: 3, stride, dilation })
  y = b.norm(middle, `${name}.bn2`, 'relu', EPSILON)
  y = b.norm(b.convolution(y, `${name}.conv3`, { outputs, size: 1 }), `${name}.bn3`, 'none', EPSILON)
  return b.relu(b.sum(y, shortcut(b, x, name, outputs, stride)))
}

function shortcut(b: NetBuilder, x: Value, name: string, outputs: number, stride: number): Value {
  if (stride === 1 && x.channels === outputs) return x
  const projected = b.convolution(x, `${name}.downsample.0`, { outputs, size: 1, stride })
  return b.norm(projected, `${name}.downsample.1`, 'none', EPSILON)
}

/** Three 3×3 convolutions instead of one 7×7, as in ResNet-v1c. */
function stem(b: NetBuilder, image: Value): Value {
  let x = image
  for (const [index, outputs, stride] of [
    [0, 64, 2],
    [3, 64, 1],
  ] as const) {
    x = b.convolution(x, `backbone.conv1.${index}`, { outputs, size: 3, stride })
    x = b.norm(x, `backbone.conv1.${index + 1}`, 'relu', EPSILON)
  }
  x = b.convolution(x, 'backbone.conv1.6', { outputs: 128, size: 3 })
  return b.maxPool(b.norm(x, 'backbone.bn1', 'relu', EPSILON))
}

/**
 * ResNet-50 with the deep stem, layer 4 dilated, output stride 16: the paper's backbone, with the tensor names of
 * the public code (METHODS §0). torchvision's ResNet-50 has another stem, and its weights do not fit.
 */
export const resNet50: Backbone = {
  name: 'resnet50',
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  head: 'dense',
  build(b, image) {
    let x = stem(b, image)
    const outputs = LAYERS.map(({ blocks, width, stride, dilation }, layer) => {
      for (let i = 0; i < blocks; i++) {
        const shape = { width, stride: i === 0 ? stride : 1, dilation: i === 0 ? 1 : dilation }
        x = bottleneck(b, x, `backbone.layer${layer + 1}.${i}`, shape)
      }
      return x
    })
    return { shallow: outputs[0]!, deep: outputs.at(-1)! }
  },
}
