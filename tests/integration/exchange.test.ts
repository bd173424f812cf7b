import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { ExportService } from '../../src/main/engine/export/ExportService.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { blobs } from '../support/blobs.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'

const CLASSES = ['normal', 'benign', 'malignant']
const SIZE = { width: 61, height: 47 }
const COUNT = 6
const PASSPHRASE = 'correct horse'

const here = importing(CLASSES)
const { at } = here
let truth: Map<string, Mask>

beforeEach(async () => {
  truth = new Map()
  for (const name of ['images', 'masks']) mkdirSync(at('pairs', name), { recursive: true })
  const rows = ['stem,patient']
  for (let n = 0; n < COUNT; n++) {
    const stem = `frame-${n}`
    const mask = blobs(n, SIZE.width, SIZE.height)
    const pixels = Buffer.from(
      Uint8Array.from({ length: mask.data.length * 3 }, (_, i) => (i * (n + 7)) % 251),
    )
    await sharp(pixels, { raw: { ...SIZE, channels: 3 } })
      .png()
      .toFile(at('pairs/images', `${stem}.png`))
    await sharp(mask.data, { raw: { ...SIZE, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(at('pairs/masks', `${stem}.png`))
    truth.set(stem, mask)
    rows.push(`${stem},=P${Math.floor(n / 2)}`)
  }
  writeFileSync(at('pairs/manifest.csv'), rows.join('\n'))
  await here.bring(at('pairs'))
})

const leave = (format: string, change = {}) =>
  ExportService.exportFrames(
    callIn(here.study),
    { format, out: at(format), filter: {}, images: true, pseudonyms: false, layer: 'reader', ...change },
    () => {},
  )

/** The masks of a new study, by the frame's name without ending. */
async function masksAfterImport(folder: string, key = false): Promise<Map<string, Mask>> {
  const deidentify = { keyFile: at('patients.key'), passphrase: PASSPHRASE, text: false }
  await here.engine.createStudy(at(`back-${Math.random()}`), CLASSES)
  const report = await here.bring(folder, key ? { deidentify } : {})
  expect(report).toMatchObject({ added: COUNT, rejected: [] })
  return here.masks()
}

describe('what leaves comes back', () => {
  it.each(['png', 'fahsyu', 'coco', 'cvat', 'labelme', 'label-studio', 'yolo', 'voc'])(
    '%s, to the pixel',
    async (format) => {
      expect(await leave(format)).toMatchObject({ frames: COUNT, masks: COUNT, rejected: [] })
      const back = await masksAfterImport(at(format))
      expect([...back.keys()].sort()).toEqual([...truth.keys()].sort())
      for (const [stem, mask] of back) expect(mask, stem).toEqual(truth.get(stem))
    },
  )

  it('DICOM images and segmentations, to the pixel', async () => {
    await leave('dicom-seg')
    const back = await masksAfterImport(at('dicom-seg'), true)
    const bare = (mask: Mask | undefined) => mask?.data.join('')
    expect([...back.values()].map(bare).sort()).toEqual([...truth.values()].map(bare).sort())
    expect([...back.keys()].every((name) => /^P-[A-Z2-9]{8}-[0-9a-f]{8}-\d{4}$/.test(name))).toBe(true)
  })

  it('a segmentation without its images is told, and not passed over in silence', async () => {
    await leave('dicom-seg')
    const deidentify = { keyFile: at('patients.key'), passphrase: PASSPHRASE, text: false }
    const { added, rejected } = await here.bring(at('dicom-seg/segmentations'), { deidentify })
    expect(added).toBe(0)
    expect(rejected.map(({ reason }) => reason.name)).toEqual(Array(COUNT).fill('segmentationAlone'))
  })

  it('lists every file with its sha256, and writes no formula into a table', async () => {
    await leave('csv')
    expect(readFileSync(at('csv/measurements.csv'), 'utf8')).toContain("'=P0")
    expect(spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: at('csv') }).status).toBe(0)
    const names =
      (await leave('png', { out: at('coded'), pseudonyms: true })) && readdirSync(at('coded/images'))
    expect(names.every((name) => /^P0000\d-1-\d\.png$/.test(name))).toBe(true)
    expect(readFileSync(at('coded/manifest.csv'), 'utf8')).not.toContain('=P')
  })

  it('goes on past a damaged frame and refuses a folder that holds something', async () => {
    const [aa = ''] = readdirSync(at('study/frames'))
    const [file = ''] = readdirSync(at('study/frames', aa))
    writeFileSync(at('study/frames', aa, file), 'changed')
    const report = await leave('coco')
    expect(report).toMatchObject({
      frames: COUNT - 1,
      rejected: [{ reason: { name: 'imageChanged' } }],
    })
    await expect(leave('coco')).rejects.toMatchObject({ code: 'WRONG_USAGE' })
  })
})

describe.skipIf(!pythonHas('pycocotools', 'highdicom', 'PIL'))('other programs read it', () => {
  it('pycocotools and highdicom see the same masks, dcmtk finds no fault', async () => {
    await leave('coco')
    await leave('dicom-seg')
    const args = [
      join(project, 'tests/oracles/read_exports.py'),
      at('pairs/masks'),
      at('coco'),
      at('dicom-seg'),
    ]
    const { status, stdout, stderr } = spawnSync(python, args)
    expect(status, stderr.toString()).toBe(0)
    expect(JSON.parse(stdout.toString())).toEqual({ coco: 0, highdicom: 0, segmentations: COUNT })
    const files = readdirSync(at('dicom-seg/segmentations')).map((name) =>
      at('dicom-seg/segmentations', name),
    )
    const dump = spawnSync('dcmdump', ['-q', ...files])
    if (dump.error) return
    expect(dump.status, dump.stderr.toString()).toBe(0)
    expect(dump.stderr.toString()).toBe('')
  })
})
