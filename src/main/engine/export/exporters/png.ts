import type { Exporter } from './Exporter.ts'
import { maskPng } from './maskPng.ts'

/** `images/` and `masks/` with the same names; masks are indexed PNGs. */
export const pngExporter: Exporter = {
  name: 'png',
  begin: ({ sink, classes, images }) => ({
    async add(frame) {
      if (images) await sink.write(`images/${frame.stem}.${frame.extension}`, await frame.image())
      if (frame.mask) await sink.write(`masks/${frame.stem}.png`, maskPng(frame.mask, classes))
    },
    async finish() {
      const legend = classes.map(({ name, colour }, value) => `${value},${name},${colour}`)
      await sink.write('classes.csv', `value,name,colour\n${legend.join('\n')}\n`)
    },
  }),
}
