import { type Hand, Painting } from '../../src/renderer/editor/Painting.ts'
import { around, type Rectangle, type Sample } from '../../src/renderer/editor/pixels/Rectangle.ts'
import { stampLine } from '../../src/renderer/editor/tools/stampLine.ts'
import type { Scene } from '../../src/renderer/editor/tools/Tool.ts'
import { squaredDistance } from '../../src/shared/domain/cleanUp.ts'
import { partsOf } from '../../src/shared/domain/contours.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'

/** One use of the pointer: a click, or a drag along these places, frame px. */
export interface Gesture {
  readonly tool: 'wand' | 'assist' | 'brush' | 'eraser' | 'polygon'
  readonly size: number
  readonly places: readonly (readonly [x: number, y: number])[]
}

/** Most gestures that are tried on one frame. */
const LIMIT = 40
/** Wrong parts that are looked at for the next stroke, the largest first. */
const PARTS = 3
const DRAGS = [0, 15, 30, 50, 75, 100, 130, 160, -12, -24]

export const dice = (a: Mask, b: Mask): number => {
  let [both, sum] = [0, 0]
  a.data.forEach((v, i) => {
    if (v > 0 && b.data[i]! > 0) both++
    if (v > 0) sum++
    if (b.data[i]! > 0) sum++
  })
  return sum === 0 ? 1 : (2 * both) / sum
}

const at = ([x, y]: readonly [number, number]): Sample => ({ x, y, pressure: 1 })

/** Plays gestures with the canvas's own tools on a painting without a window, over what is painted there. */
export function play(scene: Scene, painted: Mask, gestures: readonly Gesture[]): Mask {
  const hand: Hand = {
    tool: 'brush',
    value: 1,
    size: 10,
    hardness: 1,
    rules: { overwrite: 'all', locked: [] },
  }
  const quiet = { onDirty() {}, onChange() {}, onOlder() {}, onBlocked() {} }
  const painting = new Painting(painted.width, painted.height, hand, () => scene, quiet)
  painting.load(painted, { shows: 0, revisions: 0 })
  for (const { tool, size, places } of gestures) {
    const [first, ...rest] = places
    if (!first) continue
    painting.take({ ...hand, tool, size })
    if (tool === 'polygon') {
      for (const corner of places) {
        painting.down(at(corner))
        painting.up()
      }
      painting.finish()
      continue
    }
    painting.down(at(first))
    painting.move(rest.map(at))
    painting.up()
  }
  return painting.mask
}

/**
 * A hand that knows the true outline: begins with a region tool where it fits best, then puts right the largest error
 * with one stroke after another, until it is as good as wanted.
 */
export function redraw(scene: Scene, truth: Mask, begin: 'wand' | 'assist', wanted: number): Gesture[] {
  const first = bestRegion(scene, truth, begin)
  const begun = first ? [first] : []
  return [...begun, ...putRight(scene, play(scene, nothing(truth), begun), truth, wanted)]
}

/** Puts right what is painted with one stroke after another, the largest error first, until it is as good as wanted. */
export function putRight(scene: Scene, painted: Mask, truth: Mask, wanted: number): Gesture[] {
  const gestures: Gesture[] = []
  let now = painted
  while (dice(now, truth) < wanted && gestures.length < LIMIT) {
    const next = bestStroke(now, truth)
    if (!next) break
    gestures.push(next)
    now = play(scene, now, [next])
  }
  return gestures
}

export const nothing = ({ width, height }: Mask): Mask => emptyMask(width, height)

/** The click, and the drag from it, that come nearest to the truth; undefined where none is better than nothing. */
export function bestRegion(scene: Scene, truth: Mask, tool: 'wand' | 'assist'): Gesture | undefined {
  let best: { gesture: Gesture; dice: number } | undefined
  for (const [x, y] of insides(truth)) {
    for (const drag of DRAGS) {
      const places =
        drag === 0
          ? ([[x, y]] as const)
          : ([
              [x, y],
              [x + drag / scene.scale, y],
            ] as const)
      const gesture: Gesture = { tool, size: 10, places }
      const found = dice(play(scene, nothing(truth), [gesture]), truth)
      if (found > (best?.dice ?? 0.02)) best = { gesture, dice: found }
    }
  }
  return best?.gesture
}

/** Places well inside: the deepest of each part, and some on a grid. */
function insides(truth: Mask): (readonly [number, number])[] {
  const { width, height } = truth
  const depth = squaredDistance(truth, (v) => v !== 1)
  const step = Math.max(4, Math.round(Math.max(width, height) / 24))
  const places: { place: readonly [number, number]; depth: number }[] = []
  for (let y = step >> 1; y < height; y += step)
    for (let x = step >> 1; x < width; x += step) {
      const here = depth[y * width + x]!
      if (here > 9) places.push({ place: [x + 0.5, y + 0.5], depth: here })
    }
  return places
    .sort((a, b) => b.depth - a.depth)
    .slice(0, 24)
    .map(({ place }) => place)
}

/** The stroke that puts most pixels right: adding inside the truth, or rubbing out outside of it. */
function bestStroke(now: Mask, truth: Mask): Gesture | undefined {
  const add = strokeIn(now, truth, 1)
  const rub = strokeIn(now, truth, 0)
  const best = (add?.gain ?? 0) >= (rub?.gain ?? 0) ? add : rub
  return best?.gesture
}

/** A stroke within the pixels that are truly of this value, over the largest parts that are wrong there. */
function strokeIn(now: Mask, truth: Mask, value: 0 | 1): { gesture: Gesture; gain: number } | undefined {
  const { width, height } = truth
  const wrong = {
    width,
    height,
    data: truth.data.map((v, i) => (v === value && now.data[i] !== value ? 1 : 0)),
  }
  const { labels, count } = partsOf(wrong, 1)
  if (count === 0) return undefined
  const sizes = new Uint32Array(count + 1)
  for (const label of labels) sizes[label]!++
  sizes[0] = 0
  const largest = new Set([...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]!).slice(0, PARTS))
  const room = squaredDistance(truth, (v) => v !== value)
  const members: number[] = []
  labels.forEach((label, i) => {
    if (label > 0 && largest.has(label)) members.push(i)
  })
  const some = members.filter((_, i) => i % Math.max(1, Math.floor(members.length / 28)) === 0)
  let best: { gesture: Gesture; gain: number } | undefined
  const tool = value === 1 ? 'brush' : 'eraser'
  for (const from of some)
    for (const to of some) {
      if (to < from) continue
      const room2 = Math.sqrt(Math.min(room[from]!, room[to]!))
      const places = [from, to].map((p) => [(p % width) + 0.5, Math.floor(p / width) + 0.5] as const)
      // As wide as fits in both ends, over the line by a pixel, or with some distance from it.
      for (const radius of [Math.floor(room2) + 1, Math.max(1, Math.floor(0.6 * room2))]) {
        const gesture: Gesture = { tool, size: Math.min(400, 2 * radius), places }
        const gain = gainOf(now, truth, gesture, value)
        if (gain > (best?.gain ?? 0)) best = { gesture, gain }
      }
    }
  return best && bent(best, now, truth, value, some)
}

/** A stroke goes on round a bend while that puts more right: a hand does not lift the pen for it. */
function bent(
  straight: { gesture: Gesture; gain: number },
  now: Mask,
  truth: Mask,
  value: 0 | 1,
  places: readonly number[],
): { gesture: Gesture; gain: number } {
  const { width } = truth
  let best = straight
  for (let bends = 0; bends < 2; bends++) {
    const { gesture } = best
    for (const place of places) {
      const next = [(place % width) + 0.5, Math.floor(place / width) + 0.5] as const
      const longer = { ...gesture, places: [...gesture.places, next] }
      const gain = gainOf(now, truth, longer, value)
      // A bend costs a moment: it has to be worth it.
      if (gain > best.gain * 1.1) best = { gesture: longer, gain }
    }
  }
  return best
}

/** Pixels that a stroke puts right, less those that it spoils. */
function gainOf(now: Mask, truth: Mask, { size, places }: Gesture, value: 0 | 1): number {
  const painted = { ...now, data: now.data.slice() }
  let box: Rectangle | undefined
  places.slice(1).forEach((to, i) => {
    const swept = stampLine({ mask: painted, size, hardness: 1 }, value, at(places[i] ?? to), at(to))
    if (swept) box = around(box, swept)
  })
  if (!box) return 0
  let gain = 0
  for (let y = box.y; y < box.y + box.height; y++)
    for (let i = y * now.width + box.x; i < y * now.width + box.x + box.width; i++)
      if (painted.data[i] !== now.data[i]) gain += truth.data[i] === value ? 1 : -1
  return gain
}

/** Corners of the fewest-cornered polygon round each part of the truth that is as good as wanted (Douglas, Peucker). */
export function polygonClicks(
  truth: Mask,
  outlines: readonly (readonly number[])[],
  wanted: number,
): number | undefined {
  for (let tolerance = 40; tolerance >= 0.5; tolerance *= 0.85) {
    const corners = outlines.map((line) => simplified(line, tolerance))
    const gestures = corners
      .filter((places) => places.length > 2)
      .map((places): Gesture => ({ tool: 'polygon', size: 1, places }))
    const scene = { scale: 1 } as Scene
    if (dice(play(scene, nothing(truth), gestures), truth) >= wanted)
      // Each corner is a click, and one more closes the line.
      return gestures.reduce((sum, { places }) => sum + places.length + 1, 0)
  }
  return undefined
}

function simplified(line: readonly number[], tolerance: number): (readonly [number, number])[] {
  const points = Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i]!, line[2 * i + 1]!] as const)
  // Begins at the two places furthest apart, which every simple polygon of it has.
  const start = 0
  let far = 0
  points.forEach(([x, y], i) => {
    const [fx, fy] = points[far]!
    const [sx, sy] = points[start]!
    if (Math.hypot(x - sx, y - sy) > Math.hypot(fx - sx, fy - sy)) far = i
  })
  return [
    ...between(points.slice(start, far + 1), tolerance).slice(0, -1),
    ...between([...points.slice(far), points[start]!], tolerance).slice(0, -1),
  ]
}

function between(
  points: readonly (readonly [number, number])[],
  tolerance: number,
): (readonly [number, number])[] {
  const [first, last] = [points[0]!, points.at(-1)!]
  const length = Math.hypot(last[0] - first[0], last[1] - first[1]) || 1
  let [worst, at] = [0, 0]
  points.forEach(([x, y], i) => {
    const away =
      Math.abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length
    if (away > worst) [worst, at] = [away, i]
  })
  if (worst <= tolerance) return [first, last]
  return [
    ...between(points.slice(0, at + 1), tolerance).slice(0, -1),
    ...between(points.slice(at), tolerance),
  ]
}
