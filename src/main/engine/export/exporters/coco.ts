import { compressed, countsOf } from '../../../../shared/domain/cocoRle.ts'
import { boxOf, outlinesOf, partsOf, regionsOf } from '../../../../shared/domain/contours.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import type { Exporter } from './Exporter.ts'

/**
 * COCO: one `annotations.json`, an annotation for each connected part of a lesion. Parts without holes are
 * polygons along pixel edges, which COCO's own rasteriser fills exactly; parts with holes are run lengths, because
 * COCO's polygons cannot have any. Ignored pixels are one annotation with `iscrowd`. `looked_at` tells an image on which
 * nothing was found from one that nobody labelled: both are without annotations.
 */
export const cocoExporter: Exporter = {
  name: 'coco',
  begin({ sink, study, classes, images: withImages, at }) {
    const images: object[] = []
    const annotations: object[] = []
    const categories = classes.map(({ name }, id) => ({ id, name, supercategory: 'larynx' })).slice(1)
    let ignored = false
    return {
      async add(frame) {
        const { width, height, stem, extension } = frame
        const file = `images/${stem}.${extension}`
        if (withImages) await sink.write(file, await frame.image())
        const id = images.length + 1
        images.push({ id, file_name: file, width, height, looked_at: frame.mask !== undefined })
        if (!frame.mask) return
        const add = (
          category_id: number,
          area: number,
          bbox: number[],
          segmentation: object,
          iscrowd: 0 | 1,
        ) =>
          annotations.push({
            id: annotations.length + 1,
            image_id: id,
            category_id,
            area,
            bbox,
            segmentation,
            iscrowd,
          })
        for (const { id: value } of categories) addRegions(frame.mask, value, add)
        const rest = frame.mask.data.map((v) => (v === IGNORE ? 1 : 0))
        const area = rest.reduce((n, v) => n + v, 0)
        if (area === 0) return
        ignored = true
        const box = boxOf(outlinesOf(frame.mask, IGNORE).flat())
        add(IGNORE, area, box, rle({ width, height, data: rest }), 1)
      },
      async finish() {
        const info = { description: study, version: '1.0', date_created: at.toISOString() }
        const all = ignored
          ? [...categories, { id: IGNORE, name: 'ignore', supercategory: 'none' }]
          : categories
        const content = { info, licenses: [], images, annotations, categories: all }
        await sink.write('annotations.json', JSON.stringify(content))
      },
    }
  },
}

type Add = (category: number, area: number, bbox: number[], segmentation: object, iscrowd: 0 | 1) => void

function addRegions(mask: Mask, value: number, add: Add): void {
  const { labels } = partsOf(mask, value)
  for (const { outer, holes, part } of regionsOf(mask, value)) {
    const data = Uint8Array.from(labels, (label) => (label === part ? 1 : 0))
    const area = data.reduce((n, v) => n + v, 0)
    const segmentation = holes.length === 0 ? [outer] : rle({ ...mask, data })
    add(value, area, boxOf(outer), segmentation, 0)
  }
}

const rle = (mask: Mask) => ({ size: [mask.height, mask.width], counts: compressed(countsOf(mask)) })
