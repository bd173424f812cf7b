import type { Mask } from '../../../shared/domain/mask.ts'
import { mulberry32, normal } from '../../../shared/domain/random.ts'
import type { Camera } from './camera.ts'
import type { Larynx } from './larynx.ts'
import { type Field, fractalField, ramp } from './noise.ts'
import { tissueAt, vesselColour } from './tissue.ts'

/** An RGB picture `[side,side,3]` and the exact mask of what was drawn. */
export interface RenderedFrame {
  readonly side: number
  readonly pixels: Uint8Array
  readonly mask: Mask
}

/** Makes frames of larynxes; holds the noise that all of them share. */
export class Renderer {
  private readonly fine: Field = fractalField(11, 0.75)
  private readonly coarse: Field = fractalField(23, 0.5)
  private readonly side: number

  constructor(side: number) {
    this.side = side
  }

  render(larynx: Larynx, camera: Camera): RenderedFrame {
    const { side } = this
    const mask = { width: side, height: side, data: new Uint8Array(side * side) }
    const colour = new Float32Array(side * side * 3)
    const height = new Float32Array(side * side)
    const toPatient = patientCoordinates(camera, side)
    for (let i = 0; i < mask.data.length; i++) {
      const [x, y] = toPatient(i % side, Math.floor(i / side))
      const tissue = tissueAt(larynx, camera.breath, camera.nbi, this.fine, this.coarse, x, y)
      colour[i * 3] = tissue.red
      colour[i * 3 + 1] = tissue.green
      colour[i * 3 + 2] = tissue.blue
      height[i] = tissue.height
      mask.data[i] = tissue.label
    }
    drawVessels(colour, larynx, camera, side)
    return { side, pixels: this.lit(colour, height, camera, mask), mask }
  }

  /** Light, reflections, aperture and sensor; clears the mask where the aperture shows nothing. */
  private lit(colour: Float32Array, height: Float32Array, camera: Camera, mask: Mask): Uint8Array {
    const { side } = this
    const random = mulberry32(camera.seed)
    const glare = glareMap(camera, side)
    const out = new Uint8Array(side * side * 3)
    for (let i = 0; i < mask.data.length; i++) {
      const px = i % side
      const py = Math.floor(i / side)
      const x = (2 * px) / side - 1
      const y = (2 * py) / side - 1
      const radius = Math.hypot(x, y)
      const hole = ramp(camera.aperture + 0.015, camera.aperture - 0.015, radius)
      const slope = height[i]! - height[Math.max(0, py - 1) * side + Math.max(0, px - 1)]!
      const fall = Math.exp(-(((x - camera.lightX) ** 2 + (y - camera.lightY) ** 2) / 0.95))
      const light =
        camera.brightness *
        (0.3 + 0.85 * fall) *
        (1 + Math.max(-0.4, Math.min(0.5, 9 * slope))) *
        (1 + 0.22 * Math.min(1, height[i]!))
      const shine = glare[i]! * hole
      const noise = camera.noise * normal(random)
      for (let c = 0; c < 3; c++) {
        const lit = colour[i * 3 + c]! * light
        const value = (lit + (252 - lit) * shine) * hole + 4 * (1 - hole) + noise * (0.35 + 0.65 * hole)
        out[i * 3 + c] = Math.min(255, Math.max(0, value + normal(random) * 1.2))
      }
      if (hole < 0.5) mask.data[i] = 0
    }
    return out
  }
}

type Point = readonly [number, number]

function patientCoordinates(
  { shiftX, shiftY, zoom, turn }: Camera,
  side: number,
): (px: number, py: number) => Point {
  const c = Math.cos(turn) / zoom
  const s = Math.sin(turn) / zoom
  return (px, py) => {
    const x = (2 * (px + 0.5)) / side - 1
    const y = (2 * (py + 0.5)) / side - 1
    return [(x * c + y * s) * 1.05 - shiftX, (-x * s + y * c) * 1.05 - shiftY]
  }
}

/** Stamps each vessel along its points, a few pixels wide, in the picture's coordinates. */
function drawVessels(colour: Float32Array, { vessels }: Larynx, camera: Camera, side: number): void {
  const target = vesselColour(camera.nbi)
  const c = Math.cos(camera.turn) * camera.zoom
  const s = Math.sin(camera.turn) * camera.zoom
  for (const { points, width } of vessels) {
    points.forEach(([vx, vy], index) => {
      const x = (vx + camera.shiftX) / 1.05
      const y = (vy + camera.shiftY) / 1.05
      const px = ((x * c - y * s + 1) * side) / 2
      const py = ((x * s + y * c + 1) * side) / 2
      const thin = (width * camera.zoom * side * (1 - (0.7 * index) / points.length)) / 2
      stamp(colour, side, px, py, Math.max(0.7, thin), camera.nbi ? 0.34 : 0.26, target)
    })
  }
}

function stamp(
  colour: Float32Array,
  side: number,
  px: number,
  py: number,
  radius: number,
  strength: number,
  target: readonly number[],
): void {
  const reach = Math.ceil(radius * 2)
  for (let y = Math.max(0, Math.floor(py) - reach); y <= Math.min(side - 1, Math.floor(py) + reach); y++) {
    for (let x = Math.max(0, Math.floor(px) - reach); x <= Math.min(side - 1, Math.floor(px) + reach); x++) {
      const weight = strength * Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * radius * radius))
      const at = (y * side + x) * 3
      // The glottis is a hole: no vessel crosses it.
      if (colour[at]! + colour[at + 1]! < 90) continue
      for (let c = 0; c < 3; c++) colour[at + c]! += (target[c]! - colour[at + c]!) * weight
    }
  }
}

function glareMap({ glare }: Camera, side: number): Float32Array {
  const map = new Float32Array(side * side)
  for (const { x, y, size, stretch, turn } of glare) {
    const [gx, gy] = [((x + 1) * side) / 2, ((y + 1) * side) / 2]
    const radius = (size * side) / 2
    const reach = Math.ceil(radius * stretch * 2.5)
    for (
      let py = Math.max(0, Math.floor(gy) - reach);
      py <= Math.min(side - 1, Math.floor(gy) + reach);
      py++
    ) {
      for (
        let px = Math.max(0, Math.floor(gx) - reach);
        px <= Math.min(side - 1, Math.floor(gx) + reach);
        px++
      ) {
        const [dx, dy] = [px - gx, py - gy]
        const u = (dx * Math.cos(turn) + dy * Math.sin(turn)) / stretch
        const v = -dx * Math.sin(turn) + dy * Math.cos(turn)
        const shine = ramp(1.5, 0.7, Math.hypot(u, v) / radius)
        const at = py * side + px
        map[at] = Math.max(map[at]!, shine)
      }
    }
  }
  return map
}
