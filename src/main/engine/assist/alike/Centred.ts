import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { breather } from '../../store/check/breathe.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { type Look, NUMBERS } from './look.ts'
import { ALL_FIELDS } from './pooled.ts'

/** Share of the looks that may be new before all are reckoned about their mean anew: it hardly moves. */
const FRESH = 0.05

/** Looks about the means of all that there were a moment ago: of each field, and of all fields together. */
export class Centred {
  readonly looks: FrameLooks
  /** `[16,256]` */
  readonly mean: Float32Array
  /** `[256]` */
  readonly overall: Float32Array
  private readonly meant: number
  /** Squared lengths about either, `[count,16]`. */
  private squares = new Float32Array(0)
  private overallSquares = new Float32Array(0)

  private constructor(looks: FrameLooks) {
    this.looks = looks
    this.mean = looks.mean()
    this.overall = new Float32Array(CHANNELS)
    for (let i = 0; i < NUMBERS; i++) this.overall[i % CHANNELS]! += this.mean[i]! / ALL_FIELDS
    this.meant = looks.count
  }

  /** Those of all looks, taken on from before where little is new. */
  static async of(looks: FrameLooks, before: Centred | undefined): Promise<Centred> {
    const isNear = before?.looks === looks && looks.count <= (1 + FRESH) * before.meant
    const centred = isNear && before ? before : new Centred(looks)
    await centred.measure()
    return centred
  }

  /** Of a frame's field about the mean of that field. */
  square(place: number, field: number): number {
    return this.squares[place * ALL_FIELDS + field] ?? 0
  }

  /** About the mean of all fields. */
  overallSquare(place: number, field: number): number {
    return this.overallSquares[place * ALL_FIELDS + field] ?? 0
  }

  /** A look less the mean. */
  about({ numbers, scales }: Look): Float32Array {
    return this.mean.map((mean, i) => numbers[i]! * scales[Math.floor(i / CHANNELS)]! - mean)
  }

  /** Goes over the looks that are new. */
  private async measure(): Promise<void> {
    const { looks } = this
    const breathe = breather()
    const from = this.squares.length / ALL_FIELDS
    const to = looks.count
    this.squares = withRoom(this.squares, to)
    this.overallSquares = withRoom(this.overallSquares, to)
    for (let place = from; place < to; place++) {
      this.measureOne(looks.at(place), place)
      const rest = breathe()
      if (rest) await rest
    }
  }

  private measureOne({ numbers, scales }: Look, place: number): void {
    for (let field = 0, i = 0; i < NUMBERS; field++) {
      let square = 0
      let overall = 0
      for (let c = 0; c < CHANNELS; c++, i++) {
        const value = numbers[i]! * scales[field]!
        square += (value - this.mean[i]!) ** 2
        overall += (value - this.overall[c]!) ** 2
      }
      this.squares[place * ALL_FIELDS + field] = square
      this.overallSquares[place * ALL_FIELDS + field] = overall
    }
  }
}

function withRoom(squares: Float32Array, count: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(count * ALL_FIELDS)
  larger.set(squares)
  return larger
}
