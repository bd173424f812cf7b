import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { breather } from '../../store/check/breathe.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { type Look, NUMBERS } from './look.ts'
import { ALL_FIELDS, FIELDS } from './pooled.ts'

/** Where a field lies in the mirrored frame. */
const mirrored = (field: number): number => field - (field % FIELDS) + FIELDS - 1 - (field % FIELDS)

/**
 * How alike each of the frames that were read is to one, −1 to 1, by place: the cosine of all fields about their means over
 * all frames, of the frame as it is or mirrored. All frames of a study have much in common, which the means take away:
 * without them every pair is alike.
 */
export async function toFrame(looks: FrameLooks, { numbers, scales }: Look): Promise<Float32Array> {
  const mean = looks.mean()
  const wanted = new Float32Array(NUMBERS)
  for (let i = 0; i < NUMBERS; i++) wanted[i] = numbers[i]! * scales[Math.floor(i / CHANNELS)]! - mean[i]!
  const length = lengthOf(wanted)
  return eachPlace(looks, (look) => {
    let [along, turned, square] = [0, 0, 0]
    for (let field = 0, i = 0; field < ALL_FIELDS; field++) {
      const scale = look.scales[field]!
      for (let end = i + CHANNELS, j = mirrored(field) * CHANNELS; i < end; i++, j++) {
        const away = look.numbers[i]! * scale - mean[i]!
        along += away * wanted[i]!
        turned += away * wanted[j]!
        square += away * away
      }
    }
    return cosine(Math.max(along, turned), square, length)
  })
}

/**
 * How alike the field that is most so is to a part of a frame, `[256]`: a lesion may lie anywhere, and over a whole frame
 * it is lost among the rest. About the mean of all fields.
 */
export async function toPart(looks: FrameLooks, part: Float32Array): Promise<Float32Array> {
  const all = looks.mean()
  const mean = new Float32Array(CHANNELS)
  for (let i = 0; i < NUMBERS; i++) mean[i % CHANNELS]! += all[i]! / ALL_FIELDS
  const wanted = part.map((value, c) => value - mean[c]!)
  const length = lengthOf(wanted)
  return eachPlace(looks, (look) => {
    let most = -1
    for (let field = 0, i = 0; field < ALL_FIELDS; field++) {
      const scale = look.scales[field]!
      let [along, square] = [0, 0]
      for (let c = 0; c < CHANNELS; c++, i++) {
        const away = look.numbers[i]! * scale - mean[c]!
        along += away * wanted[c]!
        square += away * away
      }
      most = Math.max(most, cosine(along, square, length))
    }
    return most
  })
}

async function eachPlace(looks: FrameLooks, similarity: (look: Look) => number): Promise<Float32Array> {
  const breathe = breather()
  const out = new Float32Array(looks.count)
  for (let place = 0; place < out.length; place++) {
    out[place] = similarity(looks.at(place))
    const rest = breathe()
    if (rest) await rest
  }
  return out
}

const lengthOf = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0))

/** Nothing is like what has nothing of its own. */
const cosine = (along: number, square: number, length: number): number =>
  square > 0 && length > 0 ? along / (Math.sqrt(square) * length) : 0
