import { between, normal, type Random, whole } from '../../../shared/domain/random.ts'

/** A lesion in the patient's own coordinates: x to the left fold, y from front (−1) to back (+1). */
export interface Lesion {
  /** Class: 1 benign, 2 malignant. */
  readonly kind: 1 | 2
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly stretch: number
  readonly turn: number
  /** Amplitudes and phases of the outline's waves: few and weak when benign. */
  readonly waves: readonly (readonly [amplitude: number, phase: number])[]
  /** How far its colour is from the mucosa's, 0–1: low throughout, this is what makes frames hard. */
  readonly contrast: number
  /** Width over which it fades into the mucosa. */
  readonly blur: number
}

/** What stays the same in all frames of one patient. */
export interface Larynx {
  readonly seed: number
  /** Half angle of the glottis when open, as x per y. */
  readonly opening: number
  readonly foldWidth: number
  readonly redness: number
  readonly pallor: number
  readonly vessels: readonly Vessel[]
  readonly lesions: readonly Lesion[]
}

/** A vessel as points along it, thinning towards its end. */
export interface Vessel {
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly width: number
}

/** Draws a patient. `kind` 0 is a healthy larynx. */
export function drawLarynx(random: Random, kind: 0 | 1 | 2): Larynx {
  const opening = between(random, 0.22, 0.42)
  const lesions =
    kind === 0 ? [] : Array.from({ length: random() < 0.25 ? 2 : 1 }, () => drawLesion(random, kind, opening))
  return {
    seed: whole(random, 0, 1e6),
    opening,
    foldWidth: between(random, 0.2, 0.3),
    redness: between(random, -0.08, 0.12),
    pallor: between(random, -0.06, 0.08),
    vessels: Array.from({ length: whole(random, 26, 44) }, () => drawVessel(random)),
    lesions,
  }
}

function drawLesion(random: Random, kind: 1 | 2, opening: number): Lesion {
  const malignant = kind === 2
  const side = random() < 0.5 ? -1 : 1
  const y = between(random, -0.35, 0.45)
  const edge = ((y + 0.75) / 1.5) * opening
  const radius = malignant ? between(random, 0.17, 0.3) : between(random, 0.11, 0.2)
  const count = malignant ? 7 : 3
  return {
    kind,
    x: side * (edge + between(random, 0, 0.22)),
    y,
    radius,
    stretch: between(random, 1, malignant ? 1.7 : 1.35),
    turn: between(random, 0, Math.PI),
    waves: Array.from({ length: count }, (_, i) => {
      const strength = malignant ? 0.13 : 0.05
      return [
        (strength * Math.abs(normal(random))) / (1 + 0.35 * i),
        between(random, 0, 2 * Math.PI),
      ] as const
    }),
    contrast: malignant ? between(random, 0.42, 0.75) : between(random, 0.38, 0.7),
    blur: malignant ? between(random, 0.12, 0.3) : between(random, 0.1, 0.24),
  }
}

function drawVessel(random: Random): Vessel {
  const start = between(random, 0, 2 * Math.PI)
  const distance = between(random, 0.25, 1.25)
  let x = Math.cos(start) * distance
  let y = Math.sin(start) * distance
  let heading = between(random, 0, 2 * Math.PI)
  const points: [number, number][] = []
  for (let i = 0, n = whole(random, 14, 40); i < n; i++) {
    points.push([x, y])
    heading += normal(random) * 0.32
    x += Math.cos(heading) * 0.022
    y += Math.sin(heading) * 0.022
  }
  return { points, width: between(random, 0.004, 0.011) }
}

/** Where a place lies in a lesion. */
export interface Depth {
  /** 1 well inside, ½ on the outline, 0 outside; falls over the lesion's blur. */
  readonly cover: number
  /** Height of the swelling, 0–1: a dome, flat at the rim. */
  readonly dome: number
}

const OUTSIDE: Depth = { cover: 0, dome: 0 }

/** How deep inside a lesion a place is. The outline is a stretched circle with waves. */
export function depthIn({ x, y, radius, stretch, turn, waves, blur }: Lesion, px: number, py: number): Depth {
  const dx = px - x
  const dy = py - y
  const c = Math.cos(turn)
  const s = Math.sin(turn)
  const u = (dx * c + dy * s) / stretch
  const v = -dx * s + dy * c
  const distance = Math.hypot(u, v)
  if (distance > radius * 2.2) return OUTSIDE
  const angle = Math.atan2(v, u)
  let outline = 1
  for (let i = 0; i < waves.length; i++) outline += waves[i]![0] * Math.cos((i + 2) * angle + waves[i]![1])
  const inside = outline - distance / radius
  const rim = distance / (radius * Math.max(0.3, outline) * (1 + blur))
  return {
    cover: Math.min(1, Math.max(0, 0.5 + inside / (2 * blur))),
    dome: rim >= 1 ? 0 : (1 - rim * rim) ** 1.5,
  }
}
