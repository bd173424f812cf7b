import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { project } from '../places.mjs'

const DRAWING = join(project, 'resources/icon/loco-studio.svg')
/** Dots that the drawing is read at, enough for the largest picture. */
const DENSITY = 144
/** Pictures of macOS's icons, by the names that their sides have there. */
const ICNS = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]

/** The icon as a PNG, so many pixels wide. */
export const iconOf = (size) => sharp(DRAWING, { density: DENSITY }).resize(size, size).png().toBuffer()

/** Writes the icon as PNG in each size, into the folders that desktops look for it in. */
export async function writeLinuxIcons(theme) {
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    const file = join(theme, `${size}x${size}`, 'apps', 'loco-studio.png')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, await iconOf(size))
  }
}

/** Writes the icon as Windows has it: a directory of pictures, each a PNG. */
export async function writeIco(file) {
  const pictures = await Promise.all(ICO_SIZES.map(iconOf))
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach((picture, n) => {
    const at = 6 + 16 * n
    // A side of 256 is written as 0.
    head.writeUInt8(ICO_SIZES[n] % 256, at)
    head.writeUInt8(ICO_SIZES[n] % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, Buffer.concat([head, ...pictures]))
}

/** Writes the icon as macOS has it: pictures one after the other, each a PNG under the name of its size. */
export async function writeIcns(file) {
  const parts = []
  for (const [name, size] of Object.entries(ICNS)) {
    const picture = await iconOf(size)
    parts.push(headOf(name, picture.length), picture)
  }
  const all = Buffer.concat(parts)
  writeFileSync(file, Buffer.concat([headOf('icns', all.length), all]))
}

function headOf(name, length) {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(length + head.length, 4)
  return head
}
