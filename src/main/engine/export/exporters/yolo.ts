import { pixelLineOf } from '../../../../shared/domain/closedPolygon.ts'
import { cornersOf, regionsOf } from '../../../../shared/domain/contours.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { simplePieces } from '../../../../shared/domain/simplePieces.ts'
import type { Exporter } from './Exporter.ts'
import { splitNames } from './splitNames.ts'

/**
 * YOLO segmentation: `images/` and `labels/` by split, and `data.yaml`. A line is a class and the outermost pixels
 * as shares of the frame's sides; its programs paint the outline too, so that filled it is the very same pixels.
 * Parts with holes are cut into pieces without. An empty file is a frame on which nothing was found.
 */
export const yoloExporter: Exporter = {
  name: 'yolo',
  begin({ sink, classes, images }) {
    const lesions = classes.map(({ name }, value) => ({ name, value })).slice(1)
    const all = [...lesions, { name: 'ignore', value: IGNORE }]
    return {
      async add({ stem, extension, split, mask, image }) {
        const place = `${splitNames[split]}/${stem}`
        if (images) await sink.write(`images/${place}.${extension}`, await image())
        if (!mask) return
        const lines = all.flatMap(({ value }, index) =>
          linesOf(mask, value).map((line) => `${index} ${line}\n`),
        )
        await sink.write(`labels/${place}.txt`, lines.join(''))
      },
      async finish() {
        const folders = Object.values(splitNames).map((name) => `${name}: images/${name}`)
        const names = all.map(({ name }, index) => `  ${index}: ${JSON.stringify(name)}`)
        await sink.write('data.yaml', ['path: .', ...folders, 'names:', ...names, ''].join('\n'))
      },
    }
  },
}

function linesOf(mask: Mask, value: number): string[] {
  const { width, height } = mask
  const { pieces, count } = simplePieces(mask, value)
  const cut = regionsOf(mask, value).some(({ holes }) => holes.length > 0)
  const outlines = cut
    ? Array.from({ length: count }, (_, i) =>
        regionsOf({ width, height, data: Uint8Array.from(pieces, (piece) => Number(piece === i + 1)) }, 1),
      ).flat()
    : regionsOf(mask, value)
  return outlines.map(({ outer }) =>
    cornersOf(pixelLineOf(outer))
      .map(([x, y]) => `${share(x, width)} ${share(y, height)}`)
      .join(' '),
  )
}

/** A quarter of a pixel on: who cuts it down to whole pixels (Ultralytics) and who rounds it (supervision) find this one. */
const share = (pixel: number, side: number) => ((pixel + 0.25) / side).toFixed(7)
