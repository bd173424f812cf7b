import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { bomb } from '../support/bomb.ts'
import { importing } from '../support/importing.ts'
import { hasImages, images } from '../support/places.ts'
import { writePairs } from '../support/TestStudy.ts'

const here = importing()
const { at, areasOf, begin, bring } = here

describe('bad files', () => {
  it('rejects each with one sentence while the rest goes on', async () => {
    const data = at('data')
    await writePairs(data, 5)
    const good = readFileSync(join(data, 'images/frame-00.png'))
    writeFileSync(join(data, 'images/notes.png'), 'these are notes, not an image')
    writeFileSync(join(data, 'images/short.png'), good.subarray(0, good.length / 2))
    writeFileSync(join(data, 'images/bomb.png'), bomb(16_000))
    await sharp({ create: { width: 10, height: 10, channels: 3, background: '#000' } })
      .png()
      .toFile(join(data, 'masks/frame-01.png'))
    writeFileSync(join(data, 'masks/frame-02.png'), 'this is no mask')
    await begin(['normal', 'benign', 'malignant'])
    const report = await bring(data)
    const reason = (name: string) => report.rejected.find((r) => r.path.endsWith(name))?.reason
    expect(reason('notes.png')?.name).toBe('noImage')
    expect(reason('short.png')?.name).toBe('imageDamaged')
    expect(reason('bomb.png')).toEqual({ name: 'tooManyPixels', values: { megapixels: 256, most: 64 } })
    expect(reason('masks/frame-01.png')).toMatchObject({ values: { width: 10, frameWidth: 72 } })
    expect(reason('masks/frame-02.png')?.name).toBe('noImage')
    expect(report).toMatchObject({ added: 5, masks: 3, duplicates: 0 })
    expect(report.rejected).toHaveLength(5)
    expect(await bring(data)).toMatchObject({ added: 0, masks: 0, duplicates: 5 })
  })

  it('says what to do with a folder that is missing, empty or closed', async () => {
    await begin(['normal', 'lesion'])
    await expect(bring(at('nowhere'))).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' })
    mkdirSync(at('empty'))
    await expect(bring(at('empty'))).rejects.toMatchObject({ code: 'NOTHING_TO_IMPORT' })
    if (process.getuid?.() === 0) return
    chmodSync(at('empty'), 0)
    await expect(bring(at('empty'))).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' })
  })
})

/** A disk of 2 MB where the system lets us make one. */
function smallDisk(path: string): boolean {
  mkdirSync(path)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path]).status === 0
}

describe('a full disk', () => {
  it.skipIf(!hasImages || process.getuid?.() !== 0 || process.platform !== 'linux')(
    'stops an import with a sentence and keeps what was added',
    async (context) => {
      const disk = at('disk')
      if (!smallDisk(disk)) return context.skip()
      try {
        await here.engine.createStudy(join(disk, 'study'), ['background', 'polyp'])
        await expect(bring(join(images, 'cvc-clinicdb'))).rejects.toMatchObject({
          code: 'DISK_FULL',
          reason: { name: expect.stringMatching(/^disk(Full|Refuses)$/) as unknown },
        })
        const { frames } = await CatalogueService.info(here.study)
        expect(frames).toBeGreaterThan(3)
        await here.engine.close()
        await here.engine.openStudy(join(disk, 'study'))
        expect((await CatalogueService.info(here.study)).frames).toBe(frames)
      } finally {
        await here.engine.close()
        spawnSync('umount', [disk])
      }
    },
  )
})

describe('masks', () => {
  it('keeps the indices of a palette PNG and translates values with a map', async () => {
    const data = at('data')
    await writePairs(data, 2)
    const rgb = Buffer.alloc(72 * 72 * 3)
    rgb.fill(Buffer.from([200, 10, 10]), 0, 72 * 3 * 10)
    await sharp(rgb, { raw: { width: 72, height: 72, channels: 3 } })
      .png({ palette: true, colours: 2 })
      .toFile(join(data, 'masks/frame-00.png'))
    await sharp(Buffer.alloc(72 * 72, 4), { raw: { width: 72, height: 72, channels: 1 } })
      .png()
      .toFile(join(data, 'masks/frame-01.png'))
    await begin(['normal', 'benign', 'malignant'])
    const report = await bring(data, {
      layout: 'pairs',
      maskMap: new Map([
        ['4', 2],
        ['0', 0],
        ['*', 1],
      ]),
    })
    expect(report).toMatchObject({ added: 2, masks: 2 })
    const [a, b] = await areasOf('frame-00.png')
    expect([a, b].sort((x = 0, y = 0) => x - y)).toEqual([720, 72 * 72 - 720])
    expect((await areasOf('frame-01.png')).slice(0, 3)).toEqual([0, 0, 72 * 72])
  })

  it.skipIf(!hasImages)(
    'reads real sets: JPEG masks with ringing, RGB masks with residue, groups from the manifest',
    async () => {
      await begin(['background', 'polyp'])
      const kvasir = await bring(join(images, 'kvasir-seg'))
      expect(kvasir).toMatchObject({ added: 100, masks: 100, rejected: [] })
      const cvc = await bring(join(images, 'cvc-clinicdb'))
      expect(cvc).toMatchObject({ added: 56, masks: 56, rejected: [] })
      const info = await CatalogueService.info(here.study)
      expect(info).toMatchObject({ frames: 156, labelled: 156 })
      expect(info.patients).toBeLessThan(100 + 56)
      expect(info.splits.validation.patients).toBeGreaterThan(5)
    },
  )
})

describe('a labelled share', () => {
  it('takes masks from frames that are learned from, and none from patients that are kept apart', async () => {
    const data = at('data')
    await writePairs(data, 40)
    await begin(['normal', 'lesion'])
    await bring(data, { layout: 'auto', groupBy: { kind: 'file' }, labelledShare: { share: 0.5, seed: 0 } })
    const rows = await here.study.store.db
      .selectFrom('frame')
      .innerJoin('examination', 'examination.id', 'frame.examination_id')
      .innerJoin('patient', 'patient.id', 'examination.patient_id')
      .leftJoin('layer', 'layer.frame_id', 'frame.id')
      .select(['patient.split', 'layer.id as layer'])
      .execute()
    const labelled = (isTrain: boolean) => {
      const own = rows.filter(({ split }) => (split === 'train') === isTrain)
      return own.filter(({ layer }) => layer !== null).length / own.length
    }
    expect(labelled(false)).toBe(1)
    expect(labelled(true)).toBeCloseTo(0.5, 1)
  })
})
