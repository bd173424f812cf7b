import { spawnSync } from 'node:child_process'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { Unreadable } from '../../../../../../src/main/engine/import/found/Unreadable.ts'
import { pngFromBmp } from '../../../../../../src/main/engine/import/images/bmp.ts'
import { bitmap, bitmapKinds } from '../../../../../support/bitmaps.ts'
import { python, pythonHas } from '../../../../../support/oracle.ts'

const LIMIT = 64e6
const rgbOf = async (file: Buffer) =>
  sharp(await pngFromBmp(file, LIMIT))
    .raw()
    .toBuffer()

const PILLOW = `
import sys, io
from PIL import Image
sys.stdout.buffer.write(Image.open(io.BytesIO(sys.stdin.buffer.read())).convert('RGB').tobytes())
`

describe('a bitmap', () => {
  it.skipIf(!pythonHas('PIL')).each(bitmapKinds)('of %s has the pixels that Pillow reads', async (kind) => {
    const file = bitmap(kind, 37, 21)
    const theirs = spawnSync(python, ['-c', PILLOW], { input: file })
    expect(theirs.stderr.toString()).toBe('')
    expect([...(await rgbOf(file))]).toEqual([...theirs.stdout])
  })

  it.each(bitmapKinds)('of %s that is cut short is refused at every length', async (kind) => {
    const file = bitmap(kind, 20, 11)
    for (let length = 2; length < file.length; length += 7)
      await expect(pngFromBmp(file.subarray(0, length), LIMIT)).rejects.toBeInstanceOf(Unreadable)
  })

  it('larger than is read is refused before it is unpacked', async () => {
    const file = bitmap('24 bits', 4, 4)
    file.writeInt32LE(100_000, 18)
    file.writeInt32LE(100_000, 22)
    await expect(pngFromBmp(file, LIMIT)).rejects.toMatchObject({ reason: { name: 'bitmapTooLarge' } })
  })
})
