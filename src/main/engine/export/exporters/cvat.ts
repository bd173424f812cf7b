import { XMLBuilder } from 'fast-xml-parser'
import { boxOf, partsOf, regionsOf } from '../../../../shared/domain/contours.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { NO_LESION } from '../../../../shared/domain/noLesion.ts'
import type { Exporter } from './Exporter.ts'

/**
 * "CVAT for images 1.1": `annotations.xml` and `images/`; every part is a `mask`, run lengths within its box. A
 * frame on which somebody looked and found nothing has a tag that says so, which CVAT keeps.
 */
export const cvatExporter: Exporter = {
  name: 'cvat',
  begin({ sink, study, classes, images: withImages }) {
    const image: object[] = []
    return {
      async add(frame) {
        const { stem, extension, width, height, mask } = frame
        const name = `${stem}.${extension}`
        if (withImages) await sink.write(`images/${name}`, await frame.image())
        const lesions = [...classes.entries()].slice(1)
        const drawn = mask
          ? [
              ...lesions.flatMap(([value, { name: label }]) => masksOf(mask, value, label)),
              ...masksOf(mask, IGNORE, 'ignore'),
            ]
          : []
        const tag = mask && drawn.length === 0 ? [{ '@label': NO_LESION, '@source': 'manual' }] : []
        image.push({
          '@id': image.length,
          '@name': name,
          '@width': width,
          '@height': height,
          mask: drawn,
          tag,
        })
      },
      async finish() {
        const label = [...classes.slice(1), { name: 'ignore', colour: '#ffffff' }].map(
          ({ name, colour }) => ({ name, color: colour, type: 'mask' }),
        )
        label.push({ name: NO_LESION, color: '#808080', type: 'tag' })
        const meta = { task: { name: study, size: image.length, mode: 'annotation', labels: { label } } }
        const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true })
        const body = builder.build({ annotations: { version: '1.1', meta, image } })
        await sink.write('annotations.xml', `<?xml version="1.0" encoding="utf-8"?>\n${body}`)
      },
    }
  },
}

function masksOf(mask: Mask, value: number, label: string): object[] {
  const { labels } = partsOf(mask, value)
  return regionsOf(mask, value).map(({ outer, part }) => {
    const [left, top, width, height] = boxOf(outer)
    const runs: number[] = []
    let [inside, run] = [false, 0]
    for (let i = 0; i < width * height; i++) {
      const pixel = (top + Math.floor(i / width)) * mask.width + left + (i % width)
      if ((labels[pixel] === part) !== inside) {
        runs.push(run)
        inside = !inside
        run = 0
      }
      run++
    }
    runs.push(run)
    return {
      '@label': label,
      '@source': 'manual',
      '@occluded': 0,
      '@rle': runs.join(', '),
      '@left': left,
      '@top': top,
      '@width': width,
      '@height': height,
      '@z_order': 0,
    }
  })
}
