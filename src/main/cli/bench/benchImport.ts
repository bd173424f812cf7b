import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { localActor } from '../../api/localActor.ts'
import { DemoService } from '../../engine/demo/DemoService.ts'
import type { Engine } from '../../engine/Engine.ts'
import { ImportService } from '../../engine/import/ImportService.ts'

const SIDE = 512
/** Drawn frames from which the files are made, each slightly different. */
const DRAWN = 12

/** Imports 512×512 PNG files of synthetic frames, thumbnails included; memory is read after each tenth. */
export async function benchImport(engine: Engine, folder: string, files: number) {
  const images = join(folder, 'images')
  await mkdir(images, { recursive: true })
  const drawn = await DemoService.drawSome(DRAWN)
  for (let i = 0; i < files; i++) {
    const picture = sharp(drawn[i % DRAWN])
      .resize(SIDE, SIDE)
      .modulate({ brightness: 1 + i / 4000 })
    // As a capture program writes them: fast compression.
    await writeFile(join(images, `frame-${i}.png`), await picture.png({ compressionLevel: 3 }).toBuffer())
  }
  const study = await engine.createStudy(join(folder, 'imported'), ['normal', 'benign', 'malignant'])
  const importRssMb: number[] = []
  const tenth = Math.ceil(files / 10)
  const report = await ImportService.importPaths(
    { study, actor: localActor() },
    [images],
    { layout: 'folder' },
    ({ done }) => {
      if (done % tenth === 0) importRssMb.push(Math.round(process.memoryUsage().rss / 1e6))
    },
  )
  return { importFramesPerSecond: report.added / report.seconds, importRssMb }
}
