import { OutOfMemory } from '../failures/OutOfMemory.ts'
import { type FlatWeights, flatLength } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import { sizeOf } from '../nets/shape.ts'
import { aligned } from '../ops/sharedMemory.ts'
import instance from './weightLoops.wat'

/** How a step of stochastic gradient descent moves: see `Optimiser`. */
export interface Rates {
  readonly rate: number
  readonly momentum: number
  readonly decay: number
}

/** What `weightLoops.wat` exports. */
interface WeightLoops {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void }
  move(p: number, v: number, g: number, end: number, rate: number, momentum: number, decay: number): void
  average(mean: number, value: number, end: number, keep: number, rest: number): void
  add(sum: number, value: number, end: number): void
}

const PAGE_FLOATS = 65_536 / 4

/**
 * The floats of one run that are passed over as a whole after each step, in one WebAssembly memory: there the loops run
 * as vector code. (In JavaScript they took four times as long, and sixteen times while V8 had them half optimised.)
 * Each array begins at 64 bytes' alignment, so that TensorFlow uses it in place; what lies behind it is zero.
 */
export class WeightMemory {
  private readonly loops = instance() as WeightLoops
  private taken = 0

  /**
   * Room for `length` floats, gaps between arrays included. Untouched pages take no memory. Throws `OutOfMemory` where
   * there is none: the only reason for which a memory does not grow.
   */
  constructor(length: number) {
    try {
      this.loops.memory.grow(Math.ceil(length / PAGE_FLOATS))
    } catch (error) {
      throw new OutOfMemory(error)
    }
  }

  /** Room for a net, its velocity, a teacher, sums of gradients, and one gradient at a time. */
  static of(network: Network): WeightMemory {
    const statistics = network.norms.reduce((n, { channels }) => n + 2 * channels, 0)
    return new WeightMemory(
      4 * aligned(flatLength(network)) + 2 * aligned(statistics) + aligned(largestOf(network)),
    )
  }

  /** Zeroed floats. Throws a RangeError where the memory has no room for them. */
  take(length: number): Float32Array<ArrayBuffer> {
    const floats = new Float32Array(this.loops.memory.buffer, this.taken * 4, length)
    this.taken += aligned(length)
    return floats
  }

  copyOf({ parameters, statistics }: FlatWeights): FlatWeights {
    const copies = { parameters: this.take(parameters.length), statistics: this.take(statistics.length) }
    copies.parameters.set(parameters)
    copies.statistics.set(statistics)
    return copies
  }

  /** `v ← momentum·v + (g + decay·p)`, `p ← p − rate·v`. All lie here; `g` is zero up to its next alignment. */
  move(p: Float32Array, v: Float32Array, g: Float32Array, { rate, momentum, decay }: Rates): void {
    this.loops.move(p.byteOffset, v.byteOffset, g.byteOffset, endOf(p), rate, momentum, decay)
  }

  /** `mean ← keep·mean + (1 − keep)·value`; both lie here. */
  average(mean: Float32Array, value: Float32Array, keep: number): void {
    this.loops.average(mean.byteOffset, value.byteOffset, endOf(mean), keep, 1 - keep)
  }

  /** `sum ← sum + value`; both lie here, and are as long. */
  add(sum: Float32Array, value: Float32Array): void {
    this.loops.add(sum.byteOffset, value.byteOffset, endOf(sum))
  }
}

const endOf = ({ byteOffset, byteLength }: Float32Array) => byteOffset + byteLength

/** Values of a net's largest parameter. */
export const largestOf = ({ parameters }: Network) =>
  Math.max(...parameters.map(({ shape }) => sizeOf(shape)))
