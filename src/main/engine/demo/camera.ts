import { between, type Random, whole } from '../../../shared/domain/random.ts'

/** What differs between frames of one patient. */
export interface Camera {
  readonly nbi: boolean
  readonly shiftX: number
  readonly shiftY: number
  readonly zoom: number
  readonly turn: number
  /** 0 closed … 1 wide open. */
  readonly breath: number
  readonly lightX: number
  readonly lightY: number
  readonly brightness: number
  readonly aperture: number
  readonly noise: number
  /** Gaussian sigma of the lens, px. */
  readonly softness: number
  readonly glare: readonly Glare[]
  readonly seed: number
}

/** A specular reflection: position and size in picture coordinates (−1 … 1). */
export interface Glare {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly stretch: number
  readonly turn: number
}

/** Draws the camera of one frame; `wander` in [0,1) drifts along an examination so that neighbours look alike. */
export function drawCamera(random: Random, nbi: boolean, wander: number): Camera {
  const drift = (phase: number) => Math.sin(2 * Math.PI * (wander + phase))
  return {
    nbi,
    shiftX: 0.16 * drift(0) + between(random, -0.05, 0.05),
    shiftY: 0.14 * drift(0.3) + between(random, -0.05, 0.05),
    zoom: 1 + 0.18 * drift(0.6) + between(random, -0.04, 0.04),
    turn: 0.14 * drift(0.15) + between(random, -0.05, 0.05),
    breath: Math.min(1, Math.max(0.08, 0.55 + 0.45 * drift(0.8) + between(random, -0.1, 0.1))),
    lightX: between(random, -0.2, 0.2),
    lightY: between(random, -0.25, 0.15),
    brightness: between(random, 0.86, 1.1),
    aperture: between(random, 0.93, 1),
    noise: between(random, 2.2, 5),
    softness: between(random, 0.5, 1.1),
    glare: Array.from({ length: whole(random, 7, 16) }, () => drawGlare(random)),
    seed: whole(random, 0, 1e9),
  }
}

function drawGlare(random: Random): Glare {
  const angle = between(random, 0, 2 * Math.PI)
  const distance = 0.12 + 0.6 * random() ** 0.7
  return {
    x: Math.cos(angle) * distance,
    y: Math.sin(angle) * distance,
    size: 0.006 + 0.022 * random() ** 2,
    stretch: between(random, 1, 3.2),
    turn: between(random, 0, Math.PI),
  }
}
