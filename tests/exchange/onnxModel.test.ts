import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { streamFor } from '../../src/shared/domain/random.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import { exchangeRow } from '../support/exchangeTable.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { loco, temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())
const at = (...names: string[]) => join(place.path, ...names)
const SIZE = { width: 460, height: 340 }

interface Apart {
  readonly most: number
  readonly mean: number
  readonly pixels: number
}

/** Soft spots of several colours: pictures shrink alike in every program where nothing on them is sharp. */
async function writePicture(path: string): Promise<void> {
  const pixels = new Uint8Array(SIZE.width * SIZE.height * 3)
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [((i / 3) | 0) % SIZE.width, ((i / 3) | 0) / SIZE.width]
    pixels[i] = 128 + 60 * Math.sin(x / (23 + 9 * (i % 3))) + 60 * Math.cos(y / (31 - 7 * (i % 3)))
  }
  await sharp(pixels, { raw: { ...SIZE, channels: 3 } })
    .png()
    .toFile(path)
}

describe.skipIf(!hasTensorFlow || !hasBuild || !pythonHas('onnxruntime', 'PIL'))('an ONNX model', () => {
  it('says at what size it sees frames, and then sees what predict writes', async () => {
    const { Network } = await import('../../src/main/trainer/nets/Network.ts')
    const { initialWeights } = await import('../../src/main/trainer/nets/FlatWeights.ts')
    const { exportModel } = await import('../../src/main/trainer/exchange/exchange.ts')
    const { saveModel } = await import('../../src/main/trainer/weights/modelFile.ts')
    const { fromNamed, toNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const network = new Network('efficientnet-lite0', 3)
    const drawn = initialWeights(network, streamFor(4, 'onnx'))
    const named = toNamed(network, drawn)
    // As it is drawn, a net is equally sure of every class.
    const { data = new Float32Array() } = named.get('classifier.weight') ?? {}
    data.set(data.map((weight) => weight * 30_000))
    const sharper = fromNamed(network, named, drawn, true)
    const model = await saveModel(at('m.safetensors'), network, sharper, settingsFrom('cpu', {}))
    await exportModel({ model, target: at('m.onnx'), format: 'onnx' })
    await writePicture(at('frame.png'))
    const weights = ['--model', at('m.safetensors')]
    expect(loco('predict', at('frame.png'), ...weights, '--out', at('out'), '--probabilities')).toMatchObject(
      { frames: 1 },
    )
    const args = [at('m.onnx'), at('frame.png'), at('out/frame.npy'), at('out/frame.png')]
    const ran = spawnSync(python, [join(project, 'tests/oracles/onnx_frame.py'), ...args])
    expect(ran.status, ran.stderr.toString()).toBe(0)
    const { notes, shape, asSaid, native } = JSON.parse(ran.stdout.toString()) as {
      notes: Record<string, string>
      shape: number[]
      asSaid: Apart
      native: Apart
    }
    expect(notes['frameSide']).toBe('256')
    expect(shape).toEqual([3, SIZE.height, SIZE.width])
    // What is left is how Pillow and libvips shrink, and the bytes that probabilities are rounded to.
    expect(asSaid.most).toBeLessThan(0.02)
    expect(native.most).toBeGreaterThan(5 * asSaid.most)
    exchangeRow({
      format: 'ONNX',
      direction: 'out',
      other: 'onnxruntime',
      what: `probabilities ${asSaid.most.toFixed(3)} apart at most from predict's`,
      files: 1,
      differing: asSaid.pixels,
      sentence: '',
    })
  })

  it('labels no two images into one file', () => {
    const files = [at('a/one.png'), at('b/one.jpg')]
    expect(() => loco('predict', ...files, '--model', at('m.safetensors'), '--out', at('x'))).toThrow(
      /would become files of one name/,
    )
    expect(() => loco('predict', at('study'), '--model', 'champion', '--probabilities')).toThrow(
      /Probabilities are written of image files/,
    )
  })
})
