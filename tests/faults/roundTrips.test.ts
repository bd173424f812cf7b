import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { bytesIn } from '../../src/main/dicom/Bytes.ts'
import { drawSegments } from '../../src/main/dicom/drawSegments.ts'
import { readDicom } from '../../src/main/dicom/readDicom.ts'
import { segmentationOf } from '../../src/main/dicom/readSegmentation.ts'
import { dicomSegExporter } from '../../src/main/engine/export/exporters/dicomSeg.ts'
import type { Outgoing } from '../../src/main/engine/export/exporters/Exporter.ts'
import { maskPng } from '../../src/main/engine/export/exporters/maskPng.ts'
import { readPalettePng } from '../../src/main/engine/import/images/palettePng.ts'
import { compressed, countsOf, decompressed, fromCounts } from '../../src/shared/domain/cocoRle.ts'
import { regionsOf } from '../../src/shared/domain/contours.ts'
import { IGNORE, laryngealClasses } from '../../src/shared/domain/labelClass.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { fillPolygons } from '../../src/shared/domain/polygon.ts'
import { type Random, streamFor, whole } from '../../src/shared/domain/random.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { times } from '../support/counts.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const MASKS = times(1500, 100_000)
/** Every so manieth is looked at by other people's readers as well. */
const SHOWN = times(10, 100)
const VALUES = [0, 1, 2, IGNORE]

const place = temporaryFolder()
afterAll(place.remove)

/** Noise, or a few discs over each other: of every density, of sides that do and do not fill bytes. */
function maskFrom(random: Random): Mask {
  const mask = emptyMask(whole(random, 1, 40), whole(random, 1, 40))
  const { width, height, data } = mask
  const any = () => VALUES[whole(random, 0, VALUES.length - 1)] ?? 0
  if (random() < 0.4) {
    const share = random()
    for (let i = 0; i < data.length; i++) if (random() < share) data[i] = any()
    return mask
  }
  for (let discs = whole(random, 0, 5); discs > 0; discs--) {
    const [cx, cy, radius, value] = [random() * width, random() * height, 1 + 12 * random(), any()]
    for (let i = 0; i < data.length; i++)
      if (Math.hypot((i % width) - cx, Math.floor(i / width) - cy) < radius) data[i] = value
  }
  return mask
}

const binary = ({ width, height, data }: Mask, value: number) => ({
  width,
  height,
  data: data.map((v) => Number(v === value)),
})

const cocoTexts = (mask: Mask) => VALUES.map((value) => compressed(countsOf(binary(mask, value))))

function throughCoco(mask: Mask): Uint8Array {
  const { width, height } = mask
  const out = new Uint8Array(width * height)
  for (const [n, text] of cocoTexts(mask).entries()) {
    const { data } = fromCounts(decompressed(text), width, height)
    for (let i = 0; i < out.length; i++) if (data[i] === 1) out[i] = VALUES[n] ?? 0
  }
  return out
}

function throughPolygons(mask: Mask): Uint8Array {
  const out = emptyMask(mask.width, mask.height)
  for (const value of VALUES.slice(1))
    for (const { outer, holes } of regionsOf(mask, value)) fillPolygons(out, [outer, ...holes], value)
  return out.data
}

/** The segmentation that an export would write. */
async function segmentationFile(mask: Mask): Promise<Buffer> {
  let file = Buffer.alloc(0)
  const run = dicomSegExporter.begin({
    sink: {
      write: async (_, bytes) => {
        file = Buffer.from(bytes)
      },
    },
    study: 'round trips',
    classes: laryngealClasses,
    images: false,
    at: new Date(0),
  })
  await run.add({ ...frame, mask, width: mask.width, height: mask.height })
  return file
}
const frame: Outgoing = {
  id: 1,
  stem: 'one',
  extension: 'png',
  sha256: '0',
  patient: 'P1',
  examination: '1',
  place: 0,
  split: 'train',
  modality: 'WLI',
  width: 0,
  height: 0,
  capturedOn: null,
  dicom: null,
  mask: undefined,
  image: async () => Buffer.alloc(0),
}

async function throughSegmentation(file: Buffer): Promise<Uint8Array> {
  const dicom = await readDicom(bytesIn(file))
  const [one] = segmentationOf(dicom, '').values()
  if (!one) throw new Error('There is no segmentation.')
  const classOf = (label: string) =>
    label === 'ignore' ? IGNORE : laryngealClasses.findIndex(({ name }) => name === label)
  return (await drawSegments([{ file: dicom, segmentation: one }], one, classOf)).data
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

it(`gives ${MASKS.toLocaleString('en')} masks back as they were, in every lossless form they leave in`, {
  timeout: 600_000,
}, async () => {
  const tally = tallyOf('masks through RLE, COCO, polygons, PNG and DICOM SEG')
  const shown: object[] = []
  for (let n = 0; n < MASKS; n++) {
    const mask = maskFrom(streamFor('round trip', n))
    const png = maskPng(mask, laryngealClasses)
    const trips: Record<string, Uint8Array | undefined> = {
      rle: decodeMask(encodeMask(mask)).data,
      coco: throughCoco(mask),
      polygons: throughPolygons(mask),
      png: readPalettePng(png),
    }
    for (const [form, back] of Object.entries(trips))
      if (!back || Buffer.compare(back, mask.data) !== 0) lost(form, n, mask.data, back)
    const seg = await segmentationFile(mask)
    const back = await throughSegmentation(seg)
    if (Buffer.compare(back, mask.data) !== 0) lost('segmentation', n, mask.data, back)
    tally.tried++
    if (n % SHOWN === 0)
      shown.push({
        ...{ width: mask.width, height: mask.height, mask: base64(mask.data), png: base64(png) },
        ...{ values: VALUES, coco: cocoTexts(mask), seg: base64(seg) },
        names: laryngealClasses.map(({ name }) => name),
      })
  }
  function lost(form: string, n: number, was: Uint8Array, is: Uint8Array | undefined): void {
    tally.lost++
    expect.soft(is, `${form}, mask ${n}`).toEqual(was)
  }
  if (pythonHas('pycocotools', 'pydicom', 'PIL')) tally.lost += seenOtherwise(shown)
  expect(tally).toEqual({ tried: MASKS, ...NOTHING_WRONG })
})

/** How many of these masks other people's readers see otherwise. */
function seenOtherwise(masks: readonly object[]): number {
  const file = join(place.path, 'masks.json')
  writeFileSync(file, JSON.stringify(masks))
  const { stdout, stderr } = spawnSync(python, [join(project, 'tests/oracles/round_trips.py'), file], {
    encoding: 'utf8',
  })
  expect(stdout, stderr).toMatch(/^\{/)
  const { seen, otherwise } = JSON.parse(stdout)
  expect(seen).toBe(masks.length)
  expect(otherwise).toEqual([])
  return otherwise.length
}
