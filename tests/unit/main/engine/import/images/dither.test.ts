import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { dithered } from '../../../../../../src/main/engine/import/images/dither.ts'
import { streamFor } from '../../../../../../src/shared/domain/random.ts'
import { python, pythonHas } from '../../../../../support/oracle.ts'

const SCRIPT = `
import sys
from PIL import Image
w, h = int(sys.argv[1]), int(sys.argv[2])
image = Image.frombytes('L', (w, h), sys.stdin.buffer.read())
sys.stdout.buffer.write(image.convert('1').convert('L').tobytes())
`

describe.skipIf(!pythonHas('PIL'))('dithering', () => {
  it.each([
    [1, 1],
    [7, 5],
    [64, 48],
    [33, 90],
  ])('%i×%i grey pixels become the black and white that Pillow makes', (width, height) => {
    const random = streamFor(width, 'grey')
    const grey = Uint8Array.from({ length: width * height }, (_, i) =>
      i % 3 === 0 ? Math.floor(random() * 256) : (i * 5) % 256,
    )
    const theirs = spawnSync(python, ['-c', SCRIPT, String(width), String(height)], { input: grey })
    expect([...dithered(grey, width)]).toEqual([...theirs.stdout])
  })
})
