import type { Exporter } from './Exporter.ts'
import { maskPng } from './maskPng.ts'
import { splitNames } from './splitNames.ts'

/**
 * Pascal VOC: `JPEGImages/`, `SegmentationClass/` with a palette PNG for each labelled frame, lists of these by split, and
 * `labelmap.txt` with the colours. Images stay in the format they have: saved as JPEG they would be other pixels.
 */
export const vocExporter: Exporter = {
  name: 'voc',
  begin({ sink, classes, images }) {
    const stems = new Map<string, string[]>()
    return {
      async add(frame) {
        if (images) await sink.write(`JPEGImages/${frame.stem}.${frame.extension}`, await frame.image())
        if (!frame.mask) return
        await sink.write(`SegmentationClass/${frame.stem}.png`, maskPng(frame.mask, classes))
        const list = splitNames[frame.split]
        stems.set(list, [...(stems.get(list) ?? []), frame.stem])
      },
      async finish() {
        for (const [list, names] of stems)
          await sink.write(`ImageSets/Segmentation/${list}.txt`, `${names.join('\n')}\n`)
        const lesions = classes.slice(1).map(({ name, colour }) => `${name}:${channels(colour)}::`)
        const labels = ['background:0,0,0::', ...lesions, 'ignore:255,255,255::']
        await sink.write('labelmap.txt', `# label:color_rgb:parts:actions\n${labels.join('\n')}\n`)
      },
    }
  },
}

const channels = (colour: string) =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join()
