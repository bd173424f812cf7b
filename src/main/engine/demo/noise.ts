import { mulberry32 } from '../../../shared/domain/random.ts'

const SIDE = 512
const OCTAVES = [8, 16, 32, 64, 128] as const

/** A smooth random field in [0,1] that repeats every unit along both axes. */
export type Field = (u: number, v: number) => number

/**
 * Fractal value noise, computed once into a tile and read bilinearly: five octaves for the price of one look-up,
 * which is what makes two hundred frames a matter of seconds.
 */
export function fractalField(seed: number, roughness: number): Field {
  const tile = new Float32Array(SIDE * SIDE)
  let amplitude = 1
  let total = 0
  for (const [octave, cells] of OCTAVES.entries()) {
    addOctave(tile, cells, amplitude, seed * 31 + octave)
    total += amplitude
    amplitude *= roughness
  }
  for (let i = 0; i < tile.length; i++) tile[i] = tile[i]! / total
  return (u, v) => bilinear(tile, SIDE, u, v)
}

function addOctave(tile: Float32Array, cells: number, amplitude: number, seed: number): void {
  const random = mulberry32(seed)
  const lattice = Float32Array.from({ length: cells * cells }, () => random())
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) tile[i]! += amplitude * bilinear(lattice, cells, x / SIDE, y / SIDE)
  }
}

function bilinear(lattice: Float32Array, side: number, u: number, v: number): number {
  const x = (u - Math.floor(u)) * side
  const y = (v - Math.floor(v)) * side
  const x0 = Math.floor(x) % side
  const y0 = Math.floor(y) % side
  const x1 = (x0 + 1) % side
  const y1 = (y0 + 1) % side
  const fx = smooth(x - Math.floor(x))
  const fy = smooth(y - Math.floor(y))
  const top = lattice[y0 * side + x0]! * (1 - fx) + lattice[y0 * side + x1]! * fx
  const bottom = lattice[y1 * side + x0]! * (1 - fx) + lattice[y1 * side + x1]! * fx
  return top * (1 - fy) + bottom * fy
}

const smooth = (t: number) => t * t * (3 - 2 * t)

/** 0 below `from`, 1 above `to`, smooth between. */
export const ramp = (from: number, to: number, value: number) =>
  smooth(Math.min(1, Math.max(0, (value - from) / (to - from))))
