import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { streamFor } from '../../src/shared/domain/random.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { hasImages, hasTensorFlow, images, project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const hasRuntime = pythonHas('onnxruntime')

const place = temporaryFolder()
afterAll(() => place.remove())

describe.skipIf(!hasTensorFlow || !hasImages || !hasRuntime)('an exported ONNX model', () => {
  it.each(['efficientnet-lite0', 'resnet50'])(
    'on %s says what the net says of a real frame',
    async (backbone) => {
      const { Network } = await import('../../src/main/trainer/nets/Network.ts')
      const { initialWeights } = await import('../../src/main/trainer/nets/FlatWeights.ts')
      const { exportOnnx } = await import('../../src/main/trainer/exchange/exportOnnx.ts')
      const { readPicture } = await import('../../src/main/trainer/data/picture.ts')
      const { resizeTo } = await import('../../src/main/trainer/ops/resizeTo.ts')
      const { valuesOf } = await import('../../src/main/trainer/ops/handle.ts')
      const network = new Network(backbone, 3)
      const weights = initialWeights(network, streamFor(1, 'onnx'))
      const { data, width, height } = await readPicture(join(images, 'cvc-clinicdb/images/001.png'), null)
      const x = network.input(data, height, width)
      const ours = valuesOf(resizeTo(network.predict(x, network.upload(weights)), height, width))
      const at = (name: string) => join(place.path, name)
      const [model, input, output] = [at('m.onnx'), at('x.raw'), at('y.raw')] as const
      writeFileSync(model, exportOnnx(network, weights, { frameSide: null }))
      writeFileSync(input, new Uint8Array(valuesOf(x).buffer))
      const script = join(project, 'tests/oracles/onnx_logits.py')
      const ran = spawnSync(python, [script, model, input, '1', `${height}`, `${width}`, output])
      expect(ran.stderr.toString()).toBe('')
      const bytes = readFileSync(output)
      const theirs = new Float32Array(new Uint8Array(bytes).buffer)
      const worst = theirs.reduce((most, v, i) => Math.max(most, Math.abs(v - (ours[i] ?? Infinity))), 0)
      expect(worst).toBeLessThan(1e-4)
      expect(Math.max(...ours.slice(0, 1000).map(Math.abs))).toBeGreaterThan(0.001)
    },
  )
})
