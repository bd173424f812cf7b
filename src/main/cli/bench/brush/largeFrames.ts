import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { localActor } from '../../../api/localActor.ts'
import { ImportService } from '../../../engine/import/ImportService.ts'
import type { OpenStudy } from '../../../engine/study/OpenStudy.ts'

interface Wanted {
  readonly width: number
  readonly height: number
  readonly count: number
  readonly patient: string
}

/** Imports frames of any size as one examination: soft colours with grain, as an endoscope's, so they pack as badly. */
export async function makeLargeFrames(
  study: OpenStudy,
  folder: string,
  { width, height, count, patient }: Wanted,
): Promise<void> {
  const images = join(folder, 'images')
  await mkdir(images, { recursive: true })
  for (let n = 0; n < count; n++) {
    const small = Buffer.from(Array.from({ length: 16 * 9 * 3 }, (_, i) => 90 + 60 * Math.sin(i * 1.7 + n)))
    const soft = await sharp(small, { raw: { width: 16, height: 9, channels: 3 } })
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      .png()
      .toBuffer()
    const grain = await sharp({
      create: {
        width,
        height,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma: 6 },
      },
    })
      .png()
      .toBuffer()
    await sharp(soft)
      .composite([{ input: grain, blend: 'soft-light' }])
      .removeAlpha()
      .png({ compressionLevel: 3 })
      .toFile(join(images, `${patient}_E1_${String(n).padStart(3, '0')}.png`))
  }
  const groupBy = { kind: 'regex', pattern: /^([A-Z]\d+)_(E\d+)/u } as const
  await ImportService.importPaths(
    { study, actor: localActor() },
    [images],
    { layout: 'auto', groupBy },
    () => {},
  )
}
