import type { Connection } from '../connection.ts'
import { readFrameNames } from './frameColumns.ts'

const LINE_END = 10

/** All frame names as one text: finding a part of a name in a million takes tens of milliseconds. */
export class FrameNames {
  private readonly text: Buffer
  private readonly ids: Int32Array
  /** Where each name begins. */
  private readonly starts: Int32Array

  /** `ids`: of all frames, in any order. */
  constructor(database: Connection, ids: Int32Array) {
    this.text = readFrameNames(database)
    this.ids = ids.toSorted()
    this.starts = new Int32Array(ids.length)
    for (let i = 1, at = 0; i < ids.length; i++) {
      at = this.text.indexOf(LINE_END, at) + 1
      this.starts[i] = at
    }
  }

  /** A flag per frame id: 1 where the name contains the text, whatever the case of either. */
  containing(search: string, size: number): Uint8Array {
    const set = new Uint8Array(size)
    const wanted = Buffer.from(search.toLowerCase().replaceAll('\n', ' '))
    let line = 0
    for (let at = this.text.indexOf(wanted); at >= 0; at = this.text.indexOf(wanted, at)) {
      line = this.lineAt(at, line)
      set[this.ids[line]!] = 1
      // One hit per name is enough: go on at the next.
      at = this.starts[line + 1] ?? this.text.length
    }
    return set
  }

  /** The name that holds byte `at`; by doubling from `from`, because hits come in rising order. */
  private lineAt(at: number, from: number): number {
    let [low, step] = [from, 1]
    while (low + step < this.starts.length && this.starts[low + step]! <= at) {
      low += step
      step *= 2
    }
    for (; step >= 1; step = Math.floor(step / 2)) {
      while (low + step < this.starts.length && this.starts[low + step]! <= at) low += step
    }
    return low
  }
}
