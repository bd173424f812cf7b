import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { ContrastSettings } from '../../../../shared/trainer/parts/contrast.ts'
import { boundaryMap } from './boundary.ts'
import { type EmbeddingMaps, lowestNeighbourSimilarity } from './neighbourSimilarity.ts'
import { selectLowest } from './selectLowest.ts'
import type { ChosenPixels, ContrastTargets } from './targets.ts'

/** The current embeddings as values: cosine of each pixel to each present class's mean `[2B·H·W,P]`, and maps for BCE. */
export interface EmbeddingView {
  readonly present: readonly number[]
  readonly cosines: Float32Array
  readonly embeddings: EmbeddingMaps
}

/**
 * The hard pixels of a batch, labelled half first: by inter-class exploration (ICE) the ones least like their
 * own class, by boundary exploration (BCE) those at a class boundary. No gradient passes through a choice.
 */
export function selectPixels(
  view: EmbeddingView,
  targets: ContrastTargets,
  settings: ContrastSettings,
): ChosenPixels {
  const pixels = targets.label.length
  const { strictlyAbove } = settings
  const trusted = trustedLabels(targets, strictlyAbove, true)
  const bounded = settings.bceSkipsPadding ? trusted : trustedLabels(targets, strictlyAbove, false)
  const times = new Float32Array(2 * pixels)
  const choose = (chosen: Int32Array) => {
    for (const i of chosen) times[i] = settings.dedupe ? 1 : times[i]! + 1
  }
  const halves = [
    { label: targets.label, bounded: targets.label, from: 0, budget: pixels },
    { label: trusted, bounded, from: pixels, budget: countTrusted(trusted, view.present) },
  ]
  for (const half of halves) {
    if (settings.ice) chooseByClass(half, view, settings, choose)
    if (settings.bce) chooseByBoundary(half, view, targets, settings, choose)
  }
  return { times, column: columns(targets.label, bounded, view.present) }
}

interface Half {
  readonly label: Uint8Array
  /** The labels that boundaries are looked for in; the public code keeps padding among them. */
  readonly bounded: Uint8Array
  /** Index of the half's first pixel among all. */
  readonly from: number
  /** Pixels that ICE's rate is taken of. */
  readonly budget: number
}

/** ICE: ⌊budget·rate/P⌋ pixels of each class, or ⌊n_c·rate⌋, those with the lowest cosine to their class mean. */
function chooseByClass(
  half: Half,
  view: EmbeddingView,
  settings: ContrastSettings,
  choose: (p: Int32Array) => void,
) {
  const p = view.present.length
  const equal = Math.floor((half.budget * settings.iceRate) / p)
  view.present.forEach((c, column) => {
    const members = indicesWhere(half.label, (value) => value === c, half.from)
    const count = settings.iceBudget === 'equal' ? equal : Math.floor(members.length * settings.iceRate)
    choose(selectLowest(members, (i) => view.cosines[i * p + column]!, count))
  })
}

/** BCE: of each class's boundary pixels the share `bceRate` with the highest (paper) or lowest (code) s^b. */
function chooseByBoundary(
  half: Half,
  view: EmbeddingView,
  { height, width }: ContrastTargets,
  settings: ContrastSettings,
  choose: (p: Int32Array) => void,
) {
  const size = height * width
  const similarity = lowestNeighbourSimilarity(view.embeddings)
  const sign = settings.bceSelect === 'highest' ? -1 : 1
  const boundary = new Uint8Array(half.bounded.length)
  for (let start = 0; start < boundary.length; start += size) {
    boundary.set(
      boundaryMap(half.bounded.subarray(start, start + size), height, width, settings.bceOutside),
      start,
    )
  }
  for (const c of view.present) {
    if (c === 0 && !settings.bceIncludeBackground) continue
    const members = indicesWhere(half.bounded, (value, i) => value === c && boundary[i] === 1, half.from)
    const count = Math.floor(members.length * settings.bceRate)
    if (count > 0) choose(selectLowest(members, (i) => sign * similarity(i), count))
  }
}

/** Pseudo-labels worth contrasting; 255 where the teacher is not sure enough or on padding. */
function trustedLabels(targets: ContrastTargets, strictlyAbove: boolean, skipPadding: boolean): Uint8Array {
  const { pseudoLabel, confidence, ignore, thresholds } = targets
  const trusted = new Uint8Array(pseudoLabel.length).fill(IGNORE)
  for (let i = 0; i < trusted.length; i++) {
    const [sure, needed] = [confidence[i]!, thresholds[pseudoLabel[i]!]!]
    const enough = strictlyAbove ? sure > needed : sure >= needed
    if (enough && !(skipPadding && ignore[i] === IGNORE)) trusted[i] = pseudoLabel[i]!
  }
  return trusted
}

const countTrusted = (trusted: Uint8Array, present: readonly number[]) => {
  let count = 0
  for (const value of trusted) if (present.includes(value)) count++
  return count
}

function columns(label: Uint8Array, trusted: Uint8Array, present: readonly number[]): Uint8Array {
  const columnOf = new Uint8Array(256).fill(IGNORE)
  present.forEach((c, column) => {
    columnOf[c] = column
  })
  const out = new Uint8Array(label.length + trusted.length)
  label.forEach((c, i) => {
    out[i] = columnOf[c]!
  })
  trusted.forEach((c, i) => {
    out[label.length + i] = columnOf[c]!
  })
  return out
}

function indicesWhere(
  label: Uint8Array,
  keep: (value: number, i: number) => boolean,
  from: number,
): Int32Array {
  const found = new Int32Array(label.length)
  let n = 0
  for (let i = 0; i < label.length; i++) if (keep(label[i]!, i)) found[n++] = from + i
  return found.subarray(0, n)
}
