import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { breather } from '../../store/check/breathe.ts'
import type { Centred } from './Centred.ts'
import type { Look } from './look.ts'
import { ALL_FIELDS, FIELDS } from './pooled.ts'

/**
 * How alike each of the frames that were read is to one, −1 to 1, by place: the cosine of all fields about their means over
 * all frames, of the frame as it is or mirrored. All frames of a study have much in common, which the means take away:
 * without them every pair is alike.
 */
export function toFrame(centred: Centred, look: Look): Promise<Float32Array> {
  const wanted = centred.about(look)
  const length = lengthOf(wanted)
  const [even, odd] = [evenOf(wanted), oddOf(wanted)]
  const [lessEven, lessOdd] = [inner(evenOf(centred.mean), even), inner(oddOf(centred.mean), odd)]
  const both = { even: 0, odd: 0 }
  return eachPlace(centred, (other, place) => {
    both.even = -lessEven
    both.odd = -lessOdd
    for (let pair = 0; pair < PAIRS.length; pair++) addProducts(both, other, even, odd, pair)
    let square = 0
    for (let field = 0; field < ALL_FIELDS; field++) square += centred.square(place, field)
    // As they are the odd parts agree as the even ones do; mirrored, against each other.
    return cosine((both.even + Math.abs(both.odd)) / 2, square, length)
  })
}

/** Fields that change places where a frame is mirrored. */
const PAIRS = Array.from({ length: ALL_FIELDS }, (_, field) => field).flatMap((field) => {
  const mirrored = field - 2 * (field % FIELDS) + FIELDS - 1
  return field < mirrored ? [{ left: field, right: mirrored }] : []
})

/** What the pairs of fields are together, which mirroring leaves, and how they differ, which it turns over: `[8,256]` each. */
const evenOf = (fields: Float32Array) => pairwise(fields, (left, right) => left + right)
const oddOf = (fields: Float32Array) => pairwise(fields, (left, right) => left - right)

const pairwise = (fields: Float32Array, of: (left: number, right: number) => number): Float32Array =>
  Float32Array.from({ length: PAIRS.length * CHANNELS }, (_, i) => {
    const { left, right } = PAIRS[Math.floor(i / CHANNELS)]!
    const c = i % CHANNELS
    return of(fields[left * CHANNELS + c]!, fields[right * CHANNELS + c]!)
  })

const inner = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, i) => sum + value * other[i]!, 0)

/** Adds what a pair of a look's fields has in common with that of another, in one pass over it. */
function addProducts(
  to: { even: number; odd: number },
  { numbers, scales }: Look,
  even: Float32Array,
  odd: Float32Array,
  pair: number,
): void {
  const { left, right } = PAIRS[pair]!
  const [onLeft, onRight] = [scales[left]!, scales[right]!]
  let sums = 0
  let differences = 0
  let r = right * CHANNELS
  let i = pair * CHANNELS
  for (let l = left * CHANNELS, end = l + CHANNELS; l < end; l++, r++, i++) {
    const a = numbers[l]! * onLeft
    const b = numbers[r]! * onRight
    sums += (a + b) * even[i]!
    differences += (a - b) * odd[i]!
  }
  to.even += sums
  to.odd += differences
}

/**
 * How alike the field that is most so is to a part of a frame, `[256]`: a lesion may lie anywhere, and over a whole frame it
 * is lost among the rest. About the mean of all fields: about those of each it was measured to find less.
 */
export function toPart(centred: Centred, part: Float32Array): Promise<Float32Array> {
  const wanted = part.map((value, c) => value - centred.overall[c]!)
  const length = lengthOf(wanted)
  const less = inner(wanted, centred.overall)
  return eachPlace(centred, ({ numbers, scales }, place) => {
    let most = -1
    for (let field = 0; field < ALL_FIELDS; field++) {
      const along = scales[field]! * product(numbers, field, wanted) - less
      most = Math.max(most, cosine(along, centred.overallSquare(place, field), length))
    }
    return most
  })
}

/** Of a field's numbers and as many others. Four sums side by side: one alone waits for itself at each step. */
function product(numbers: Int8Array, field: number, others: Float32Array): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = field * CHANNELS
  const end = i + CHANNELS
  for (let j = 0; i < end; i += 4, j += 4) {
    a += numbers[i]! * others[j]!
    b += numbers[i + 1]! * others[j + 1]!
    c += numbers[i + 2]! * others[j + 2]!
    d += numbers[i + 3]! * others[j + 3]!
  }
  return a + b + (c + d)
}

async function eachPlace(
  { looks }: Centred,
  similarity: (look: Look, place: number) => number,
): Promise<Float32Array> {
  const breathe = breather()
  const out = new Float32Array(looks.count)
  for (let place = 0; place < out.length; place++) {
    out[place] = similarity(looks.at(place), place)
    const rest = breathe()
    if (rest) await rest
  }
  return out
}

const lengthOf = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0))

/** Nothing is like what has nothing of its own. */
const cosine = (along: number, square: number, length: number): number =>
  square > 0 && length > 0 ? along / (Math.sqrt(square) * length) : 0
