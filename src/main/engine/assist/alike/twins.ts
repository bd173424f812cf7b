import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { EMBEDDED } from '../../../../shared/domain/frameSignals.ts'
import { rootOf } from '../../../../shared/domain/leaders.ts'
import { breather } from '../../store/check/breathe.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import { Centred } from './Centred.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { looksOf } from './looks.ts'
import { ALL_FIELDS } from './pooled.ts'
import { rowsOf } from './rowsOf.ts'
import { sketched } from './sketched.ts'

/** From here on two frames are taken for one picture: copies in other light or size have 0.94, other sequences 0.86 at most. */
const TWIN = 0.9
/** Squared distance up to which a pair is looked at closely: the sketches of two that are so near are hardly farther apart. */
const NEAR = 2 * 2 * (1 - TWIN)

/**
 * Frames that are one picture, of those that were read, by their ids: pairs that join them, directly or over others. Every
 * frame is held beside every other, by 32 numbers first; the engine answers others in between.
 */
export async function twins(study: OpenStudy): Promise<[number, number][]> {
  const looks = looksOf(study)
  if (!looks || looks.count < 2) return []
  const centred = await Centred.of(looks, undefined)
  const joined = await joinedPlaces(centred, sketches(looks, centred))
  const { places } = rowsOf(study, looks)
  const { id } = study.index.all
  const rowAt = new Map([...places.entries()].map(([row, place]) => [place, row]))
  return joined.flatMap(([a, b]) => {
    const [one, other] = [rowAt.get(a), rowAt.get(b)]
    return one === undefined || other === undefined ? [] : [[id[one]!, id[other]!] as [number, number]]
  })
}

/** Of all looks about their mean, in units of their lengths, `[count,32]`. */
function sketches(looks: FrameLooks, centred: Centred): Float32Array {
  const all = new Float32Array(looks.count * EMBEDDED)
  for (let place = 0; place < looks.count; place++) all.set(sketched(looks.at(place)), place * EMBEDDED)
  const mean = new Float64Array(EMBEDDED)
  for (let i = 0; i < all.length; i++) mean[i % EMBEDDED]! += all[i]! / looks.count
  for (let i = 0; i < all.length; i++) {
    const length = lengthAt(centred, Math.floor(i / EMBEDDED))
    // One without anything of its own is near to none.
    all[i] = length > 0 ? (all[i]! - mean[i % EMBEDDED]!) / length : Number.NaN
  }
  return all
}

/** Pairs of places that join all that are one picture. Those that are joined over others already are not looked at again. */
async function joinedPlaces(centred: Centred, all: Float32Array): Promise<[number, number][]> {
  const breathe = breather()
  const count = all.length / EMBEDDED
  const leader = Int32Array.from({ length: count }, (_, place) => place)
  const pairs: [number, number][] = []
  for (let a = 0; a < count; a++) {
    let wanted: Wanted | undefined
    for (let b = a + 1; b < count; b++) {
      if (!areNear(all, a, b) || rootOf(leader, a) === rootOf(leader, b)) continue
      wanted ??= wantedAt(centred, a)
      const rest = breathe()
      if (rest) await rest
      if (similarityTo(centred, wanted, b) < TWIN) continue
      leader[rootOf(leader, b)] = rootOf(leader, a)
      pairs.push([a, b])
    }
    const rest = breathe()
    if (rest) await rest
  }
  return pairs
}

function areNear(all: Float32Array, a: number, b: number): boolean {
  let apart = 0
  for (let i = a * EMBEDDED, j = b * EMBEDDED, end = i + EMBEDDED; i < end && apart <= NEAR; i++, j++) {
    const away = all[i]! - all[j]!
    apart += away * away
  }
  // Not so for what is no number.
  return apart <= NEAR
}

/** A look about the mean, what it has in common with that, and its length. */
interface Wanted {
  readonly about: Float32Array
  readonly less: number
  readonly length: number
}

function wantedAt(centred: Centred, place: number): Wanted {
  const about = centred.about(centred.looks.at(place))
  const less = about.reduce((sum, value, i) => sum + value * centred.mean[i]!, 0)
  return { about, less, length: lengthAt(centred, place) }
}

/** The cosine of two looks about the mean. */
function similarityTo(centred: Centred, { about, less, length }: Wanted, place: number): number {
  const { numbers, scales } = centred.looks.at(place)
  let along = -less
  for (let field = 0, i = 0; field < ALL_FIELDS; field++) {
    let sum = 0
    for (const end = i + CHANNELS; i < end; i++) sum += numbers[i]! * about[i]!
    along += scales[field]! * sum
  }
  return along / (length * lengthAt(centred, place))
}

function lengthAt(centred: Centred, place: number): number {
  let square = 0
  for (let field = 0; field < ALL_FIELDS; field++) square += centred.square(place, field)
  return Math.sqrt(square)
}
