import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { breather } from '../../store/check/breathe.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { type Look, NUMBERS } from './look.ts'
import { ALL_FIELDS } from './pooled.ts'

/** Share of the looks that may be new before all are reckoned about their mean anew: it hardly moves. */
const FRESH = 0.05

/** Looks about the mean of all that there were a moment ago. */
export class Centred {
  readonly looks: FrameLooks
  /** `[16,256]` */
  readonly mean: Float32Array
  private readonly meant: number
  /** Squared lengths about the mean, `[count,16]`. */
  private squares = new Float32Array(0)

  private constructor(looks: FrameLooks) {
    this.looks = looks
    this.mean = looks.mean()
    this.meant = looks.count
  }

  /** Those of all looks, taken on from before where little is new. */
  static async of(looks: FrameLooks, before: Centred | undefined): Promise<Centred> {
    const isNear = before?.looks === looks && looks.count <= (1 + FRESH) * before.meant
    const centred = isNear && before ? before : new Centred(looks)
    await centred.measure()
    return centred
  }

  square(place: number, field: number): number {
    return this.squares[place * ALL_FIELDS + field] ?? 0
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
    const squares = new Float32Array(looks.count * ALL_FIELDS)
    squares.set(this.squares)
    this.squares = squares
    for (let place = from; place < squares.length / ALL_FIELDS; place++) {
      squares.set(this.squaresOf(looks.at(place)), place * ALL_FIELDS)
      const rest = breathe()
      if (rest) await rest
    }
  }

  private squaresOf({ numbers, scales }: Look): Float32Array {
    const out = new Float32Array(ALL_FIELDS)
    for (let field = 0, i = 0; i < NUMBERS; field++) {
      let square = 0
      for (const end = i + CHANNELS; i < end; i++) {
        const away = numbers[i]! * scales[field]! - this.mean[i]!
        square += away * away
      }
      out[field] = square
    }
    return out
  }
}
