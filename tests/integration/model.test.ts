import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { streamFor } from '../../src/shared/domain/random.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { loco, temporaryFolder, writePairs } from '../support/TestStudy.ts'
import { torchFile } from '../support/torchFile.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

describe.skipIf(!hasTensorFlow || !hasBuild)('models from elsewhere', () => {
  it('come in as checkpoints, label frames, and go out as other programs read them', async () => {
    const { Network } = await import('../../src/main/trainer/nets/Network.ts')
    const { toNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const { initialWeights } = await import('../../src/main/trainer/nets/FlatWeights.ts')
    const { readSafeTensors } = await import('../../src/main/trainer/weights/safetensors.ts')
    const network = new Network('efficientnet-lite0', 3)
    const named = toNamed(network, initialWeights(network, streamFor(3, 'model')))
    const module = new Map([...named].map(([name, tensor]) => [`module.${name}`, tensor]))
    const at = (name: string) => join(place.path, name)
    writeFileSync(at('public.pth'), torchFile({ form: 'zip', tables: { model: module } }))
    await writePairs(at('data'), 3, 64)
    loco('study', 'create', at('study'), '--classes', 'normal,benign,malignant')
    loco('import', at('study'), at('data/images'))

    const imported = loco(
      'model',
      'import',
      at('study'),
      at('public.pth'),
      '--backbone',
      'efficientnet-lite0',
    )
    expect(imported).toMatchObject({ parameters: network.parameterCount, classes: 3 })
    expect(loco('predict', at('study'), '--model', 'champion')).toMatchObject({ frames: 3 })

    const id = String(imported['model'])
    loco('model', 'export', at('study'), id, '--format', 'safetensors', '--out', at('out.safetensors'))
    const { tensors } = readSafeTensors(readFileSync(at('out.safetensors')))
    expect([...tensors.keys()].sort()).toEqual([...named.keys()].sort())
    expect(tensors.get('classifier.weight')?.data).toEqual(named.get('classifier.weight')?.data)
    loco('model', 'export', at('study'), id, '--format', 'onnx', '--out', at('out.onnx'))
    expect(readFileSync(at('out.onnx')).includes('backbone._conv_stem.weight')).toBe(true)
  })

  it('of another net are refused in one sentence', () => {
    const at = (name: string) => join(place.path, name)
    expect(() => loco('model', 'import', at('study'), at('public.pth'), '--backbone', 'resnet50')).toThrow(
      /The file lacks backbone\.conv1\.0\.weight, which resnet50 needs/,
    )
  })
})
