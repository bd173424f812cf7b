/** Weights of a step to a straight and to a diagonal neighbour: 7/5 is √2 to 1 %, in whole numbers. */
const STRAIGHT = 5
const DIAGONAL = 7
/** One more than the dearest step: twice the dearest pixel, diagonally. */
const BUCKETS = 4096

/**
 * Cheapest paths from one pixel to any other over a map of costs (Mortensen and Barrett, "Intelligent scissors",
 * SIGGRAPH 1995): 8-connected, a step costs the sum of both pixels' costs times its length. Dijkstra's search with
 * one bucket per distance (Dial, 1969): exact, and it goes on from where the last question left it.
 */
export class Livewire {
  private readonly costs: Uint8Array
  private readonly width: number
  private readonly distances: Uint32Array
  /** The pixel before, on the cheapest path. */
  private readonly before: Int32Array
  /** Pixels of one distance as linked lists, both ways; the distance modulo the number of buckets. */
  private readonly heads = new Int32Array(BUCKETS).fill(-1)
  private readonly after: Int32Array
  private readonly ahead: Int32Array
  private readonly settled: Uint8Array
  private waiting = 0
  private reached = 0

  /** `costs`: 1 to 255 for each pixel, `[height,width]`. */
  constructor(costs: Uint8Array, width: number, seed: number) {
    this.costs = costs
    this.width = width
    this.distances = new Uint32Array(costs.length).fill(0xffffffff)
    this.before = new Int32Array(costs.length).fill(-1)
    this.after = new Int32Array(costs.length).fill(-1)
    this.ahead = new Int32Array(costs.length).fill(-1)
    this.settled = new Uint8Array(costs.length)
    this.distances[seed] = 0
    this.put(seed)
  }

  /** The pixels of the cheapest path, seed first; undefined where `budget` more pixels do not reach so far. */
  pathTo(pixel: number, budget: number): number[] | undefined {
    for (let left = budget; this.settled[pixel] === 0; left--) {
      if (left === 0 || this.waiting === 0) return undefined
      this.settleNearest()
    }
    const path: number[] = []
    for (let at = pixel; at >= 0; at = this.before[at]!) path.push(at)
    return path.reverse()
  }

  /** What the cheapest path to a pixel costs; undefined where it is not known yet. */
  costOf(pixel: number): number | undefined {
    return this.settled[pixel] === 1 ? this.distances[pixel] : undefined
  }

  private settleNearest(): void {
    while (this.heads[this.reached % BUCKETS] === -1) this.reached++
    const at = this.heads[this.reached % BUCKETS]!
    this.take(at)
    this.settled[at] = 1
    const { width } = this
    const x = at % width
    for (let dy = -width; dy <= width; dy += width) {
      const row = at + dy
      if (row < 0 || row >= this.costs.length) continue
      if (x > 0) this.relax(at, row - 1, dy === 0 ? STRAIGHT : DIAGONAL)
      if (dy !== 0) this.relax(at, row, STRAIGHT)
      if (x < width - 1) this.relax(at, row + 1, dy === 0 ? STRAIGHT : DIAGONAL)
    }
  }

  private relax(from: number, to: number, step: number): void {
    if (this.settled[to] === 1) return
    const distance = this.distances[from]! + step * (this.costs[from]! + this.costs[to]!)
    if (distance >= this.distances[to]!) return
    if (this.distances[to] !== 0xffffffff) this.take(to)
    this.distances[to] = distance
    this.before[to] = from
    this.put(to)
  }

  private put(pixel: number): void {
    const bucket = this.distances[pixel]! % BUCKETS
    const head = this.heads[bucket]!
    this.after[pixel] = head
    this.ahead[pixel] = -1
    if (head >= 0) this.ahead[head] = pixel
    this.heads[bucket] = pixel
    this.waiting++
  }

  private take(pixel: number): void {
    const [ahead, after] = [this.ahead[pixel]!, this.after[pixel]!]
    if (ahead >= 0) this.after[ahead] = after
    else this.heads[this.distances[pixel]! % BUCKETS] = after
    if (after >= 0) this.ahead[after] = ahead
    this.waiting--
  }
}
