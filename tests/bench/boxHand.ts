import type { AssistBox, AssistClick } from '../../src/shared/contract/assist.ts'
import { squaredDistance } from '../../src/shared/domain/cleanUp.ts'
import { partsOf } from '../../src/shared/domain/contours.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { type Random, streamFor } from '../../src/shared/domain/random.ts'
import { boxAround } from '../support/boxes.ts'
import { dice } from './Redrawer.ts'

/** What box assist answers, of the frame's size: 1 within the region. */
export type Propose = (box: AssistBox, clicks: readonly AssistClick[]) => Promise<Mask>

/** What a hand came to with boxes, and what it took. */
export interface Boxed {
  readonly mask: Mask
  readonly boxes: number
  readonly clicks: number
  /** Clicks that were undone, since they made it worse. */
  readonly undone: number
}

/** A lesion's part of less than this share of it gets no box of its own: a stroke does. */
const PART = 0.05
/** How far a side of a hand's box lies outside of the lesion, and inside, in shares of its size. */
const [OUTSIDE, INSIDE] = [0.08, 0.04]
/** Clicks that a hand tries before it takes the brush. */
const CLICKS = 3

/** A box around each part of the lesion, as a hand draws it, and clicks into what is most wrong as long as they help. */
export async function drawBoxes(
  truth: Mask,
  propose: Propose,
  wantsClicks: boolean,
  wanted: number,
): Promise<Boxed> {
  const random = streamFor('box-hand', truth.width, truth.height, countOf(truth))
  const all = emptyMask(truth.width, truth.height)
  let [boxes, clicks, undone] = [0, 0, 0]
  for (const part of largeParts(truth)) {
    const around = boxAround(part)
    if (!around) continue
    const box = byHand(around, truth, random)
    let now = await propose(box, [])
    boxes++
    if (wantsClicks) {
      const better = await clicked(part, box, now, propose, wanted)
      ;[now, clicks, undone] = [better.mask, clicks + better.clicks, undone + better.undone]
    }
    add(all, now)
  }
  return { mask: all, boxes, clicks, undone }
}

/** The region within a box, e.g. of what a model has found. */
export async function snapped(region: Mask, propose: Propose): Promise<Mask | undefined> {
  const around = boxAround(region)
  return around ? propose(around, []) : undefined
}

async function clicked(part: Mask, box: AssistBox, first: Mask, propose: Propose, wanted: number) {
  let [mask, kept, undone]: [Mask, AssistClick[], number] = [first, [], 0]
  for (let n = 0; n < CLICKS && dice(mask, part) < wanted; n++) {
    const click = intoTheWorst(mask, part)
    if (!click) break
    const next = await propose(box, [...kept, click])
    if (dice(next, part) <= dice(mask, part)) {
      undone++
      break
    }
    ;[mask, kept] = [next, [...kept, click]]
  }
  return { mask, clicks: kept.length + undone, undone }
}

/** Into the middle of the largest piece that is missing or too much. */
function intoTheWorst(now: Mask, truth: Mask): AssistClick | undefined {
  const wrong = { ...now, data: now.data.map((value, i) => (value > 0 === (truth.data[i] ?? 0) > 0 ? 0 : 1)) }
  const depth = squaredDistance(wrong, (value) => value !== 1)
  let deepest = -1
  for (const [i, value] of depth.entries()) if (value > 4 && value > (depth[deepest] ?? 0)) deepest = i
  if (deepest < 0) return undefined
  const [x, y] = [(deepest % now.width) + 0.5, Math.floor(deepest / now.width) + 0.5]
  return { x, y, adds: (truth.data[deepest] ?? 0) > 0 }
}

/** Parts of a lesion, each as a mask of its own, that a hand would draw a box around. */
function largeParts(truth: Mask): Mask[] {
  const { labels, count } = partsOf(truth, 1)
  const all = countOf(truth)
  return Array.from({ length: count }, (_, part) => ({
    ...truth,
    data: truth.data.map((_, i) => (labels[i] === part + 1 ? 1 : 0)),
  })).filter((part) => countOf(part) >= PART * all)
}

function byHand({ left, top, right, bottom }: AssistBox, { width, height }: Mask, random: Random): AssistBox {
  const slack = (size: number) => (random() * (OUTSIDE + INSIDE) - INSIDE) * size
  const [wide, tall] = [right - left, bottom - top]
  return {
    left: Math.max(0, left - slack(wide)),
    top: Math.max(0, top - slack(tall)),
    right: Math.min(width, right + slack(wide)),
    bottom: Math.min(height, bottom + slack(tall)),
  }
}

const countOf = ({ data }: Mask) => data.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)

function add(to: Mask, { data }: Mask): void {
  for (const [i, value] of data.entries()) if (value > 0) to.data[i] = 1
}
