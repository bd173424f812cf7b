import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { ExportService } from '../../src/main/engine/export/ExportService.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { blobs } from '../support/blobs.ts'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'

const CLASSES = ['normal', 'benign', '恶性']
const SIZE = { width: 61, height: 47 }
const here = importing(CLASSES)
const { at } = here
let truth: Map<string, Mask>

/** Lesions and ignored parts, one of each alone, and one on which there is nothing. */
beforeEach(async () => {
  const nothing = new Uint8Array(SIZE.width * SIZE.height)
  const drawn = blobs(1, SIZE.width, SIZE.height).data.map((v, i) => (i % 7 === 0 && v === 0 ? 255 : v))
  const masks: [string, Uint8Array][] = [
    ['both', drawn],
    ['lesion', drawn.map((v) => (v === 255 ? 0 : v))],
    ['ignored', drawn.map((v) => (v === 255 ? 255 : 0))],
    ['nothing', nothing],
  ]
  for (const name of ['images', 'masks']) mkdirSync(at('pairs', name), { recursive: true })
  truth = new Map()
  const rows = ['stem,patient']
  for (const [n, [stem, data]] of masks.entries()) {
    const pixels = Uint8Array.from({ length: data.length * 3 }, (_, i) => (i * (n + 7)) % 251)
    const picture = sharp(pixels, { raw: { ...SIZE, channels: 3 } })
    await picture.png().toFile(at('pairs/images', `${stem}.png`))
    const mask = sharp(data, { raw: { ...SIZE, channels: 1 } }).toColourspace('b-w')
    await mask.png().toFile(at('pairs/masks', `${stem}.png`))
    truth.set(stem, { ...SIZE, data })
    rows.push(`${stem},王`)
  }
  writeFileSync(at('pairs/manifest.csv'), rows.join('\n'))
  const maskMap = new Map([0, 1, 2, 255].map((value) => [String(value), value]))
  await here.bring(at('pairs'), { maskMap })
  const options = { images: true, pseudonyms: false, layer: 'reader', filter: {} }
  await ExportService.exportFrames(
    callIn(here.study),
    { ...options, format: 'dicom-seg', out: at('out') },
    () => {},
  )
})

const files = (folder: string) => readdirSync(at('out', folder)).map((name) => at('out', folder, name))
const ROW = { format: 'DICOM SEG', direction: 'out', sentence: '' } as const
const hasHighdicom = pythonHas('highdicom', 'pydicom')
const hasVerifier = spawnSync('dciodvfy', ['-version']).error === undefined

describe('DICOM that leaves', () => {
  it.skipIf(!hasVerifier)('has no fault that dciodvfy knows', () => {
    for (const path of [...files('images'), ...files('segmentations')]) {
      const said = spawnSync('dciodvfy', ['-new', path]).stderr.toString()
      expect(
        said.split('\n').filter((line) => line.startsWith('Error')),
        path,
      ).toEqual([])
    }
    exchangeRow({ ...ROW, other: 'dicom3tools', what: 'faults by dciodvfy: none', files: 8, differing: null })
  })

  it.skipIf(!hasHighdicom)('says the same to highdicom, with names in any script', () => {
    const script = join(project, 'tests/oracles/read_segmentations.py')
    const { status, stdout, stderr } = spawnSync(python, [script, at('out')])
    expect(status, stderr.toString()).toBe(0)
    const read = JSON.parse(stdout.toString()) as Record<
      string,
      { patient: string; planes: Record<string, string> }
    >
    expect(Object.keys(read).sort()).toEqual([...truth.keys()].sort())
    let differing = 0
    for (const [stem, { patient, planes }] of Object.entries(read)) {
      expect(patient).toBe('王')
      const data = new Uint8Array(SIZE.width * SIZE.height)
      for (const [label, plane] of Object.entries(planes)) {
        const value = label === 'ignore' ? 255 : CLASSES.indexOf(label)
        expect(value, label).toBeGreaterThan(0)
        Buffer.from(plane, 'base64').forEach((bit, i) => {
          if (bit > 0) data[i] = value
        })
      }
      differing += pixelsThatDiffer(truth.get(stem)?.data, data)
    }
    expect(differing).toBe(0)
    exchangeRow({ ...ROW, other: 'highdicom', what: 'lesions, ignored, nothing seen', files: 4, differing })
  })

  it('comes back: lesions, what is ignored, and that nothing was seen', async () => {
    await here.engine.createStudy(at('back'), CLASSES)
    const deidentify = { keyFile: at('key'), passphrase: 'correct horse', text: false }
    expect(await here.bring(at('out'), { deidentify })).toMatchObject({ added: 4, masks: 4, rejected: [] })
    const told = ({ data }: Mask) => Buffer.from(data).toString('base64')
    const back = [...(await here.masks()).values()]
    expect(back.map(told).sort()).toEqual([...truth.values()].map(told).sort())
  })
})
