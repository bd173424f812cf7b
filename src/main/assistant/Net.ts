import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { CELLS, CHANNELS, SIDE } from '../../shared/assistant/embedding.ts'
import type { NetFile, Part } from '../../shared/assistant/messages.ts'
import { refused } from '../../shared/reasons/Refused.ts'
import { sha256 } from '../files/durableFile.ts'

/** The tensors of a part by name, with their shapes; null where any number goes. */
const TENSORS: Readonly<Record<Part, Readonly<Record<'inputs' | 'outputs', Shapes>>>> = {
  encoder: {
    inputs: { input: [null, 3, SIDE, SIDE] },
    outputs: { output: [null, CHANNELS, CELLS, CELLS] },
  },
  decoder: {
    inputs: {
      image_embeddings: [null, CHANNELS, CELLS, CELLS],
      point_coords: [null, null, 2],
      point_labels: [null, null],
      mask_input: [null, 1, 4 * CELLS, 4 * CELLS],
      has_mask_input: [1],
      orig_im_size: [2],
    },
    outputs: { iou_predictions: [null, null], low_res_masks: [null, null, null, null] },
  },
}
type Shapes = Readonly<Record<string, readonly (number | null)[]>>

/** A net that is loaded: numbers by name go in, and come out. */
export interface Net {
  run(
    given: Readonly<Record<string, Numbers>>,
    wanted: readonly string[],
  ): Promise<Record<string, Float32Array>>
}

export interface Numbers {
  readonly data: Float32Array
  readonly shape: readonly number[]
}

/**
 * Loads a part's net, which computes on the thread that asks it alone: two were measured to be no faster beside
 * anything else. Throws `Refused` where the runtime is missing, the file is not what was put in place, or its tensors
 * are others.
 */
export async function loadNet(part: Part, { path, sha256: expected }: NetFile): Promise<Net> {
  const runtime = await import('onnxruntime-node').catch((error: unknown) => {
    throw refused('assistRuntimeMissing', {}, error)
  })
  const file = basename(path)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw refused('assistNotSetUp', {}, error)
  })
  if (sha256(bytes) !== expected) throw refused('assistFileDamaged', { file: path })
  const session = await runtime.InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // Errors only: what it has to say of a file is told as a reason.
    logSeverityLevel: 3,
  }).catch((error: unknown) => {
    throw refused('assistFileNoNet', { file }, error)
  })
  mustHave(TENSORS[part].inputs, session.inputMetadata, file)
  mustHave(TENSORS[part].outputs, session.outputMetadata, file)
  return {
    async run(given, wanted) {
      const feeds = Object.entries(given).map(
        ([name, { data, shape }]) => [name, new runtime.Tensor('float32', data, shape)] as const,
      )
      const made = await session.run(Object.fromEntries(feeds), [...wanted])
      return Object.fromEntries(wanted.map((name) => [name, numbersOf(made[name])]))
    },
  }
}

/** All of them are float32, as was looked at when it was loaded. */
function numbersOf(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data
  throw new Error('A tensor is missing.')
}

function mustHave(shapes: Shapes, there: readonly InferenceSession.ValueMetadata[], file: string): void {
  for (const [tensor, shape] of Object.entries(shapes)) {
    const found = there.find(({ name }) => name === tensor)
    if (!found?.isTensor) throw refused('assistTensorMissing', { file, tensor })
    const fits =
      found.type === 'float32' &&
      found.shape.length === shape.length &&
      found.shape.every((size, i) => typeof size === 'string' || shape[i] === null || size === shape[i])
    if (fits) continue
    const words = (sizes: readonly (number | string | null)[]) => sizes.map((size) => size ?? '*').join('×')
    const is = `${words(found.shape)} ${found.type}`
    throw refused('assistTensorShape', { file, tensor, shape: is, needed: `${words(shape)} float32` })
  }
}
