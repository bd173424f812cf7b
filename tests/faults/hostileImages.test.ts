import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { bytesOf } from '../../src/main/dicom/Bytes.ts'
import { framePng } from '../../src/main/dicom/framePixels.ts'
import { readDicom } from '../../src/main/dicom/readDicom.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { readForeignWeights } from '../../src/main/trainer/weights/foreignWeights.ts'
import { writeSafeTensors } from '../../src/main/trainer/weights/safetensors.ts'
import { bitmap } from '../support/bitmaps.ts'
import { times } from '../support/counts.ts'
import { dicomOf, syntaxNames, tissue } from '../support/dicomStreams.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { mutated, type Structure } from '../support/structure.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { isClear, NOTHING_WRONG, saysWhat, type Tally, tallyOf } from '../support/tally.ts'
import { torchFile } from '../support/torchFile.ts'

const place = temporaryFolder()
afterAll(place.remove)

/** A file that takes longer hangs, however busy the machine is, s. */
const PATIENCE = 20
/** Of the whole process, MB. */
const MOST_MEMORY = 600

interface Kind {
  readonly structure: Structure
  readonly make: () => Promise<Buffer> | Buffer
  /** Steps by which two decoders of lossy pictures may differ. */
  readonly steps?: number
}

const [WIDTH, HEIGHT] = [61, 48]
function picture(channels: 3 | 4 = 3, height = HEIGHT): Sharp {
  const { data } = tissue(3, { width: WIDTH, height, samples: channels })
  return sharp(Uint8Array.from(data), {
    raw: { width: WIDTH, height, channels, ...(height > HEIGHT ? { pageHeight: HEIGHT } : {}) },
  })
}

const pictures: Record<string, Kind> = {
  png: { structure: 'png', make: () => picture().png().toBuffer() },
  'png of indices with transparency': {
    structure: 'png',
    make: () => picture(4).png({ palette: true }).toBuffer(),
  },
  'interlaced png': { structure: 'png', make: () => picture(4).png({ progressive: true }).toBuffer() },
  'deep grey png': { structure: 'png', make: () => picture().toColourspace('grey16').png().toBuffer() },
  jpeg: { structure: 'jpeg', make: () => picture().jpeg().toBuffer(), steps: 4 },
  'progressive jpeg': {
    structure: 'jpeg',
    make: () => picture().jpeg({ progressive: true }).toBuffer(),
    steps: 4,
  },
  'tiff, lzw': { structure: 'tiff', make: () => picture().tiff({ compression: 'lzw' }).toBuffer() },
  'tiff, raw': { structure: 'tiff', make: () => picture().tiff({ compression: 'none' }).toBuffer() },
  'tiff, tiles': {
    structure: 'tiff',
    make: () =>
      picture().tiff({ compression: 'deflate', tile: true, tileWidth: 32, tileHeight: 32 }).toBuffer(),
  },
  'tiff, pages': {
    structure: 'tiff',
    make: () =>
      picture(3, 2 * HEIGHT)
        .tiff({ compression: 'lzw' })
        .toBuffer(),
  },
  webp: { structure: 'webp', make: () => picture().webp().toBuffer(), steps: 4 },
  'lossless webp': { structure: 'webp', make: () => picture(4).webp({ lossless: true }).toBuffer() },
  'moving webp': {
    structure: 'webp',
    make: () =>
      picture(3, 2 * HEIGHT)
        .webp({ loop: 0 })
        .toBuffer(),
  },
  bmp: { structure: 'bmp', make: () => bitmap('24 bits', WIDTH, HEIGHT) },
  'bmp of indices': { structure: 'bmp', make: () => bitmap('8 bits', WIDTH, HEIGHT) },
  'bmp of runs': { structure: 'bmp', make: () => bitmap('runs of 8 bits', WIDTH, HEIGHT) },
}

const dicoms: Record<string, Kind> = Object.fromEntries(
  syntaxNames.flatMap((name): [string, Kind][] => {
    const steps = name === 'baseline' || name === 'extended' ? { steps: 4 } : {}
    const make = () => dicomOf(name, [tissue(1), tissue(2)])
    return [[`dicom, ${name}`, { structure: 'dicom', make, ...steps }]]
  }),
)

/** What a file comes in as: a picture, or nothing, for a reason that is told. */
async function cameIn(path: string, kind: Structure): Promise<Buffer | undefined> {
  if (kind === 'dicom') return framePng(await readDicom(await bytesOf(path)), 0)
  const rule = await ImportService.ruleFor([], [], { layout: 'auto' })
  const found = { path, patient: 'p', examination: '1', place: 0 }
  const { frame, rejected, release } = await ImportService.readFound(found, rule, { layout: 'auto' })
  release()
  const [refused] = rejected
  if (refused && !saysWhat(refused.reason)) throw new Error(refused.reason.name)
  return frame && Buffer.from(frame.bytes)
}

/** What came in; its pixels lie in `<path>.ours`. */
interface Tried {
  readonly path: string
  readonly structure: Structure
  readonly steps: number
  readonly size: readonly number[]
}

function tripled(grey: Uint8Array): Uint8Array {
  const out = new Uint8Array(3 * grey.length)
  for (const [i, value] of grey.entries()) out.fill(value, 3 * i, 3 * i + 3)
  return out
}

/** Brings in mutated files of each kind, one after the other; those that came in, as every reader here opens them. */
async function tried(kinds: Record<string, Kind>, each: number, tally: Tally): Promise<Tried[]> {
  const found: Tried[] = []
  for (const [name, { structure, make, steps = 0 }] of Object.entries(kinds)) {
    const sound = await make()
    for (let seed = 0; seed < each; seed++) {
      const path = join(place.path, `${name} ${seed}`)
      // The first is as it was: it must come in, unless it holds several pictures.
      writeFileSync(path, seed === 0 ? sound : mutated(structure, sound, seed))
      tally.tried++
      const started = performance.now()
      try {
        const stored = await cameIn(path, structure)
        if (seed === 0 && !/moving|pages/.test(name)) expect(stored, name).toBeDefined()
        if (stored) {
          const open = sharp(stored, { failOn: 'error' }).removeAlpha().toColourspace('srgb')
          const { data, info } = await open.raw().toBuffer({ resolveWithObject: true })
          const rgb = info.channels === 3 ? data : tripled(data)
          writeFileSync(`${path}.ours`, rgb)
          found.push({ path, structure, steps, size: [info.width, info.height] })
        }
      } catch (error) {
        if (!isClear(error)) {
          tally.unclear++
          process.stdout.write(`${name} ${seed}: ${String(error)}\n`)
        }
      }
      const [seconds, megabytes] = [(performance.now() - started) / 1000, process.memoryUsage().rss / 1e6]
      if (seconds < PATIENCE && megabytes < MOST_MEMORY) continue
      tally.crashed++
      process.stdout.write(`${path}: ${seconds.toFixed()} s, ${megabytes.toFixed()} MB\n`)
    }
  }
  return found
}

interface Opinion {
  readonly size: readonly number[] | null
  readonly complaint: string | null
}

/** Counts as lost what came in otherwise than another program reads it without complaint. */
function judge(found: readonly Tried[], tally: Tally): number {
  const input = found.map(({ structure, path }) => `${structure} ${path}\n`).join('')
  const { stdout, stderr } = spawnSync(python, [join(project, 'tests/oracles/pixels.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 64e6,
  })
  const opinions = stdout.trim().split('\n').filter(Boolean)
  expect(opinions.length, stderr).toBe(found.length)
  let agreed = 0
  for (const [i, { path, steps, size }] of found.entries()) {
    const opinion = JSON.parse(opinions[i] ?? '{}') as Opinion
    if (opinion.complaint !== null || opinion.size === null) continue
    const [ours, theirs] = [readFileSync(`${path}.ours`), readFileSync(`${path}.rgb`)]
    const isSame =
      opinion.size.join() === size.join() &&
      theirs.length === ours.length &&
      ours.every((value, at) => Math.abs(value - (theirs[at] ?? -999)) <= steps)
    if (isSame) agreed++
    else {
      tally.lost++
      process.stdout.write(`${path}: other pixels (${String(size)}; ${String(opinion.size)})\n`)
    }
  }
  return agreed
}

describe.skipIf(!pythonHas('PIL', 'pydicom', 'pylibjpeg', 'jpeg_ls', 'numpy'))('mutated files', () => {
  it('of pictures end in the pixels that Pillow reads, or in a sentence', {
    timeout: 1_800_000,
  }, async () => {
    const tally = tallyOf('mutated pictures')
    const found = await tried(pictures, times(6, 190), tally)
    expect(judge(found, tally)).toBeGreaterThan(times(14, 100))
    expect(tally).toEqual({ tried: times(6, 190) * Object.keys(pictures).length, ...NOTHING_WRONG })
  })

  it('of DICOM end in the pixels that pydicom reads, or in a sentence', { timeout: 1_800_000 }, async () => {
    const tally = tallyOf('mutated DICOM')
    const found = await tried(dicoms, times(6, 190), tally)
    expect(judge(found, tally)).toBeGreaterThan(times(8, 50))
    expect(tally).toEqual({ tried: times(6, 190) * Object.keys(dicoms).length, ...NOTHING_WRONG })
  })
})

it('mutated weights are read whole or refused with a sentence', { timeout: 600_000 }, () => {
  const tally = tallyOf('mutated weights')
  const values = (n: number) => ({ shape: [n], data: Float32Array.from({ length: n }, (_, i) => i / 7) })
  const tensors = new Map([
    ['a.weight', values(40)],
    ['b.bias', values(9)],
  ])
  const files = {
    safetensors: Buffer.from(writeSafeTensors({ tensors, metadata: { made: 'here' } })),
    zip: torchFile({ form: 'zip', tables: { model: tensors } }),
    legacy: torchFile({ form: 'legacy', tables: { model: tensors } }),
  }
  for (const file of Object.values(files))
    for (let seed = 0; seed < times(20, 400); seed++) {
      tally.tried++
      const started = performance.now()
      try {
        const read = readForeignWeights(mutated('weights', file, seed), 'student')
        for (const { shape, data } of read.values())
          if (data.length !== shape.reduce((a, b) => a * b, 1)) tally.lost++
      } catch (error) {
        if (!isClear(error)) tally.unclear++
      }
      if (performance.now() - started > 1000 * PATIENCE) tally.crashed++
    }
  expect(tally).toEqual({ tried: 3 * times(20, 400), ...NOTHING_WRONG })
})
