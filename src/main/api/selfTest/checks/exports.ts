import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { refused } from '../../../../shared/reasons/Refused.ts'
import type { Engine } from '../../../engine/Engine.ts'
import { ExportService } from '../../../engine/export/ExportService.ts'
import { ImportService } from '../../../engine/import/ImportService.ts'
import type { Check, Ground } from './Check.ts'
import { withOtherEngine } from './otherEngine.ts'

/** Formats that are read by LoCo Studio too, so that it can be seen whether every pixel comes back. */
const READ_BACK = ['png', 'coco', 'cvat', 'labelme'] as const

/** Every format is written and its files are what their sums say; masks come back to the pixel where a format can be read. */
export const exports: Check = {
  name: 'exports',
  needs: ['study'],
  async look(ground) {
    const { engine } = ground
    let files = 0
    for (const format of ExportService.formats) files += await written(ground, engine, format, format)
    const masks = await masksIn(join(ground.folder, 'png'))
    for (const format of READ_BACK)
      await withOtherEngine(ground, async (other) => {
        await broughtIn(ground, other, format)
        await written(ground, other, 'png', `${format}-again`)
        const again = await masksIn(join(ground.folder, `${format}-again`))
        if (masks.join() !== again.join()) throw refused('testExportDiffers', { format })
      })
    return { formats: ExportService.formats.length, files, masks: masks.length, back: READ_BACK.length }
  },
}

/** Exports what is labelled; resolves with the number of files once all of them are what was written. */
async function written({ actor, folder }: Ground, engine: Engine, format: string, name: string) {
  const out = join(folder, name)
  const options = {
    format,
    out,
    filter: { labelled: true },
    images: true,
    pseudonyms: false,
    layer: 'reader',
  }
  const { files, rejected } = await ExportService.exportFrames(
    { study: engine.study, actor },
    options,
    () => {},
  )
  if (rejected.length > 0) throw refused('testExportDiffers', { format })
  for (const line of (await readFile(join(out, 'SHA256SUMS'), 'utf8')).trimEnd().split('\n')) {
    const bytes = await readFile(join(out, line.slice(66)))
    if (createHash('sha256').update(bytes).digest('hex') !== line.slice(0, 64))
      throw refused('testSumDiffers', { format })
  }
  return files
}

/** Makes a study of an export. */
async function broughtIn({ actor, folder, engine: { study } }: Ground, other: Engine, format: string) {
  const classes = study.classes.map(({ name }) => name)
  await other.makeStudy(join(folder, `${format}-study`), classes, (made) =>
    ImportService.importPaths(
      { study: made, actor },
      [join(folder, format)],
      { layout: 'auto', unattended: true },
      () => {},
    ),
  )
}

/** What the masks of an export hold, as one sum each: files may bear other names when they come back. */
async function masksIn(folder: string): Promise<string[]> {
  const sums: string[] = []
  for (const name of await readdir(join(folder, 'masks'))) {
    const pixels = await sharp(await readFile(join(folder, 'masks', name)))
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    sums.push(createHash('sha256').update(pixels).digest('hex'))
  }
  return sums.sort()
}
