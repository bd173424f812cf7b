import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Batch, StrongBatch, UnlabelledBatch } from '../../src/main/trainer/data/Batch.ts'
import type { Box } from '../../src/main/trainer/data/cutMixBox.ts'
import type { Views } from '../../src/main/trainer/data/Views.ts'
import { mulberry32, type Random } from '../../src/shared/domain/random.ts'
import { project } from '../support/places.ts'

type Corner = readonly [left: number, top: number, width: number, height: number]

/** What every method's step is made of; `tests/oracles/torch_method_steps.py` says it in words. */
export interface Recipe {
  readonly seed: number
  readonly pictures: number
  readonly size: number
  readonly images: number
  readonly classes: number
  readonly classifierScale: number
  readonly teacherScale: number
  readonly step: number
  readonly epoch: number
  readonly rates: {
    readonly learningRate: number
    readonly headRate: number
    readonly weightDecay: number
    readonly schedulePower: number
    readonly steps: number
  }
  readonly boxes: readonly (readonly (Corner | null)[])[]
}

/** Norm, sum, and value in the middle of a tensor. */
export type Measures = readonly [norm: number, sum: number, middle: number]

/** By name, and in their order what the method adds to the net. */
export interface Measured {
  readonly net: Readonly<Record<string, Measures>>
  readonly added: readonly Measures[]
}

/** What only one method's step is given: see `OWN` in `tests/oracles/torch_method_steps.py`. */
export interface Given {
  readonly filter?: { readonly global: number; readonly local: readonly number[] }
  readonly threshold?: number
  readonly firstStepOfEpoch1?: number
  readonly order?: readonly number[]
  readonly chance?: readonly number[]
  readonly injectBoxes?: readonly Corner[]
  readonly mixBoxes?: readonly Corner[]
}

/** One step as PyTorch makes it. */
export interface StepFixture {
  readonly given: Given
  readonly terms: Readonly<Record<string, number>>
  readonly report: Readonly<Record<string, unknown>>
  readonly changes: Measured
  readonly statistics: Measured
  readonly teacher?: { readonly parameters: Measured; readonly statistics: Measured }
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(project, 'tests/golden/steps', `${name}.json`), 'utf8'))

export const recipe = read('recipe') as Recipe
export const stepFixture = (method: string) => read(method) as StepFixture

export function boxOf(corner: Corner | null): Box | undefined {
  if (!corner) return undefined
  const [left, top, width, height] = corner
  return { left, top, width, height }
}

const { size, images, classes } = recipe

/** A value for each pixel of `[B,S,S]`. */
const perPixel = (value: (image: number, y: number, x: number) => number) =>
  Uint8Array.from({ length: images * size * size }, (_, i) =>
    value(Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size),
  )

/** What a square of `cell` px is given, by image and place. */
function squares<T>(cell: number, draw: () => T): (image: number, y: number, x: number) => T {
  const side = Math.ceil(size / cell)
  const drawn = Array.from({ length: images * side * side }, draw)
  return (image, y, x) => drawn[(image * side + Math.floor(y / cell)) * side + Math.floor(x / cell)]!
}

const colour = (random: Random) => [random(), random(), random()]

function picture(k: number): Uint8Array {
  const [coarse, fine] = [mulberry32(recipe.pictures + k), mulberry32(recipe.pictures + k + 500)]
  const colourOf = squares(12, () => colour(coarse))
  const out = new Uint8Array(images * size * size * 3)
  for (let i = 0; i < out.length; i++) {
    const pixel = Math.floor(i / 3)
    const square = colourOf(Math.floor(pixel / size ** 2), Math.floor(pixel / size) % size, pixel % size)
    out[i] = Math.floor(64 * (3 * square[i % 3]! + fine()))
  }
  return out
}

/** The batch, with what the method's views ask for. */
export function batchFor({ padding, unlabelled: wanted }: Views): Batch {
  const random = mulberry32(recipe.pictures + 2)
  const classOf = squares(8, () => Math.floor(classes * random()))
  const strong = (first: number): StrongBatch[] => [
    { pixels: picture(first), boxes: recipe.boxes[0]!.map(boxOf) },
    { pixels: picture(first + 1), boxes: recipe.boxes[1]!.map(boxOf) },
  ]
  const ignored = (isPadding: (image: number, y: number, x: number) => boolean) =>
    perPixel((image, y, x) => (padding?.unlabelled !== 'counted' && isPadding(image, y, x) ? 255 : 0))
  const unlabelled: UnlabelledBatch = {
    weak: picture(3),
    strong: strong(4).slice(0, wanted?.strong.length),
    ignore: ignored((image, _, x) => image === 1 && x >= size - 5),
  }
  const mix: UnlabelledBatch = {
    weak: picture(13),
    strong: strong(14),
    ignore: ignored((image, _, x) => image === 0 && x < 12),
  }
  const label = perPixel((image, y, x) => (image === 0 && y < 2 ? 255 : classOf(image, y, x)))
  const labelled = { size, images, epoch: recipe.epoch, labelled: { pixels: picture(1), label } }
  return { ...labelled, ...(wanted ? { unlabelled } : {}), ...(wanted?.mix ? { mix } : {}) }
}
