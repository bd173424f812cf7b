import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { iconOf } from '../package/icons.mjs'

/** Twice what the installer shows on an ordinary screen. */
const [WIDTH, HEIGHT] = [328, 628]
/** Ground of the app's dark theme, as in the icon. */
const GROUND = '#15181c'

/** Writes the picture beside the installer's first and last page: the icon on its ground, as a bitmap without packing. */
export async function writeWizardPicture(file) {
  const { data } = await sharp({
    create: { width: WIDTH, height: HEIGHT, channels: 3, background: GROUND },
  })
    .composite([{ input: await iconOf(216), left: (WIDTH - 216) / 2, top: 120 }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  writeFileSync(file, bitmapOf(data))
}

/** Rows from the bottom up, blue before red, each ending at a multiple of four bytes, which 328 times three is. */
function bitmapOf(pixels) {
  const head = Buffer.alloc(54)
  head.write('BM', 'latin1')
  head.writeUInt32LE(head.length + pixels.length, 2)
  head.writeUInt32LE(head.length, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(WIDTH, 18)
  head.writeInt32LE(HEIGHT, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(24, 28)
  head.writeUInt32LE(pixels.length, 34)
  const rows = Array.from({ length: HEIGHT }, (_, n) => {
    const from = (HEIGHT - 1 - n) * WIDTH * 3
    return Buffer.from(pixels.subarray(from, from + WIDTH * 3))
  })
  for (const row of rows)
    for (let at = 0; at < row.length; at += 3) [row[at], row[at + 2]] = [row[at + 2], row[at]]
  return Buffer.concat([head, ...rows])
}
