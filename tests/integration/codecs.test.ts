import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { squaredDistance } from '../../src/shared/domain/cleanUp.ts'
import { compressed, countsOf } from '../../src/shared/domain/cocoRle.ts'
import { partsOf } from '../../src/shared/domain/contours.ts'
import { labOf } from '../../src/shared/domain/lab.ts'
import { lesionsOf } from '../../src/shared/domain/lesions.ts'
import { Livewire } from '../../src/shared/domain/livewire.ts'
import { normal, streamFor, whole } from '../../src/shared/domain/random.ts'
import { superpixelsOf } from '../../src/shared/domain/slic.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const MASKS = 300
const WIRES = 40
const place = temporaryFolder()
afterAll(place.remove)

const packed = (values: ArrayBufferView) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')

/** Noise of every density, and everything that we find in it. */
function maskCase(n: number) {
  const random = streamFor('codec mask', n)
  const [width, height] = [whole(random, 1, 40), whole(random, 1, 40)]
  const share = random()
  const mask = {
    width,
    height,
    data: Uint8Array.from({ length: width * height }, () => Number(random() < share)),
  }
  return {
    kind: 'mask',
    width,
    height,
    mask: packed(mask.data),
    parts: packed(partsOf(mask, 1).labels),
    distance: packed(squaredDistance(mask, (v) => v === 1)),
    rle: compressed(countsOf(mask)),
    lesions: lesionsOf(mask).map(({ area, diameter }) => [area, diameter]),
  }
}

function wireCase(n: number) {
  const random = streamFor('codec wire', n)
  const [width, height] = [whole(random, 2, 50), whole(random, 2, 50)]
  const costs = Uint8Array.from({ length: width * height }, () => whole(random, 1, 255))
  const seed = whole(random, 0, costs.length - 1)
  const wire = new Livewire(costs, width, seed)
  const found = Array.from({ length: 12 }, () => {
    const to = whole(random, 0, costs.length - 1)
    const path = wire.pathTo(to, costs.length) ?? []
    // The way itself must cost what the search says it costs.
    const cost = path.slice(1).reduce((sum, at, i) => {
      const from = path[i] ?? at
      const isDiagonal = Math.abs(at - from) !== 1 && Math.abs(at - from) !== width
      return sum + (isDiagonal ? 7 : 5) * ((costs[at] ?? 0) + (costs[from] ?? 0))
    }, 0)
    expect(cost).toBe(wire.costOf(to))
    return [to, cost]
  })
  return { kind: 'livewire', width, height, costs: packed(costs), seed, found }
}

/** A few discs of low contrast on a noisy ground, as lesions are. */
function superpixelCase() {
  const random = streamFor('codec superpixels')
  const [width, height] = [180, 140]
  const truth = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return Math.hypot(x - 60, y - 60) < 30 ? 1 : Math.hypot(x - 130, y - 90) < 24 ? 2 : 0
  })
  const data = new Uint8Array(width * height * 4)
  for (const [i, value] of truth.entries())
    data.set(
      [150 + 18 * value, 90 - 12 * value, 80 + 6 * value].map((v) => Math.round(v + 5 * normal(random))),
      4 * i,
    )
  const picture = { width, height, data }
  return {
    kind: 'superpixels',
    width,
    height,
    rgba: packed(data),
    truth: packed(truth),
    lab: packed(labOf(data)),
    labels: packed(superpixelsOf(picture, 11)),
  }
}

it.skipIf(!pythonHas('skimage', 'scipy', 'pycocotools'))(
  'finds the same as scikit-image, SciPy and pycocotools',
  { timeout: 120_000 },
  () => {
    const cases = [
      ...Array.from({ length: MASKS }, (_, n) => maskCase(n)),
      ...Array.from({ length: WIRES }, (_, n) => wireCase(n)),
      superpixelCase(),
    ]
    const file = join(place.path, 'cases.json')
    writeFileSync(file, JSON.stringify(cases))
    const { stdout, stderr } = spawnSync(python, [join(project, 'tests/oracles/codecs.py'), file], {
      encoding: 'utf8',
      maxBuffer: 64e6,
    })
    expect(stdout, stderr).toMatch(/^\{/)
    const found = JSON.parse(stdout)
    expect(found).toMatchObject({
      parts: MASKS,
      distance: MASKS,
      rle: MASKS,
      lesions: MASKS,
      livewire: WIRES,
    })
    expect(found.diameterOff).toBeLessThan(1.5)
    expect(found.labOff).toBeLessThan(0.5)
    const { connected, recall, theirRecall, leak, theirLeak } = found.superpixels
    expect(connected).toBe(true)
    // No two ways of cutting are the same: ours must keep to the lesions' edges as well as theirs does.
    expect(recall).toBeGreaterThan(theirRecall - 0.03)
    expect(leak).toBeLessThan(theirLeak + 0.005)
  },
)
