import type { NamedArray, NamedArrays } from '../weights/safetensors.ts'

/**
 * The latest embeddings that are surely not of a class, first in, first out: one bank for each class, whose size it is
 * given (METHODS §1.5). They lie in rings of a fixed length, so that a checkpoint has one size from the first step on.
 */
export class MemoryBank {
  private readonly rings: readonly Float32Array[]
  private readonly depth: number
  /** Embeddings that each bank has ever been given. */
  private readonly given: number[]

  /** `sizes`: embeddings of `depth` floats that the bank of each class holds at most. */
  constructor(sizes: readonly number[], depth: number) {
    this.depth = depth
    this.rings = sizes.map((size) => new Float32Array(size * depth))
    this.given = sizes.map(() => 0)
  }

  /** How many embeddings the bank of a class holds. */
  count(ofClass: number): number {
    return Math.min(this.given[ofClass]!, this.sizeOf(ofClass))
  }

  /** Puts embeddings `[n,depth]` into the bank of a class, the oldest first; what it has no room for any more goes. */
  push(ofClass: number, embeddings: Float32Array): void {
    const size = this.sizeOf(ofClass)
    const count = embeddings.length / this.depth
    for (let row = Math.max(0, count - size); row < count; row++) {
      const place = (this.given[ofClass]! + row) % size
      this.rings[ofClass]!.set(
        embeddings.subarray(row * this.depth, (row + 1) * this.depth),
        place * this.depth,
      )
    }
    this.given[ofClass]! += count
  }

  /** Embeddings `[n,depth]` of a class's bank by number, of which the oldest has 0. */
  rows(ofClass: number, numbers: Int32Array): Float32Array {
    const ring = this.rings[ofClass]!
    const size = this.sizeOf(ofClass)
    const oldest = this.given[ofClass]! - this.count(ofClass)
    const rows = new Float32Array(numbers.length * this.depth)
    for (const [i, number] of numbers.entries()) {
      const place = ((oldest + number) % size) * this.depth
      rows.set(ring.subarray(place, place + this.depth), i * this.depth)
    }
    return rows
  }

  /** The rings as they lie in memory. What was given is a count that may outgrow a float: its bytes, not its value. */
  state(): NamedArrays {
    const data = new Float32Array(Float64Array.from(this.given).buffer)
    const state = new Map<string, NamedArray>([['bank.given', { shape: [data.length], data }]])
    for (const [c, ring] of this.rings.entries())
      state.set(`bank.${c}`, { shape: [this.sizeOf(c), this.depth], data: ring })
    return state
  }

  restore(state: NamedArrays): void {
    const given = state.get('bank.given')
    if (!given) throw new Error('The checkpoint lacks the banks of embeddings.')
    for (const [c, count] of new Float64Array(given.data.slice().buffer).entries()) this.given[c] = count
    for (const [c, ring] of this.rings.entries()) ring.set(state.get(`bank.${c}`)?.data ?? [])
  }

  private sizeOf(ofClass: number): number {
    return this.rings[ofClass]!.length / this.depth
  }
}
