import sharp from 'sharp'
import type { Split } from '../../../../shared/contract/frames.ts'
import type { Exporter, Outgoing } from './Exporter.ts'

const FOLDER: Readonly<Record<Split, string>> = { train: 'train', validation: 'val', test: 'test' }

/**
 * The layout of the public FAHSYU-LC set: `train/Image/x.png` and `train/Mask/x.png` in grey classes, the same
 * under `val` and `test`, and a list of pairs for each split, as the public code reads it.
 */
export const fahsyuExporter: Exporter = {
  name: 'fahsyu',
  begin({ sink, images }) {
    const lists = new Map<string, string[]>()
    const list = (name: string, line: string) => lists.set(name, [...(lists.get(name) ?? []), line])
    return {
      async add(frame) {
        const folder = FOLDER[frame.split]
        const image = `Image/${frame.stem}.png`
        if (images) await sink.write(`${folder}/${image}`, await asPng(frame))
        if (!frame.mask) return void list(`${folder}/unlabeled.txt`, image)
        const { width, height, data } = frame.mask
        const grey = sharp(data, { raw: { width, height, channels: 1 } }).toColourspace('b-w')
        await sink.write(`${folder}/Mask/${frame.stem}.png`, await grey.png().toBuffer())
        list(`${folder}/labeled.txt`, `${image} Mask/${frame.stem}.png`)
      },
      async finish() {
        for (const [name, lines] of lists) await sink.write(name, `${lines.join('\n')}\n`)
      },
    }
  },
}

const asPng = async (frame: Outgoing) =>
  frame.extension === 'png'
    ? frame.image()
    : sharp(await frame.image())
        .png()
        .toBuffer()
