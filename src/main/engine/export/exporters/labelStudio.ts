import { brushRle } from '../../../../shared/domain/brushRle.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { Exporter } from './Exporter.ts'

/** Names in the labelling interface, which its results refer to. */
const [BRUSH, IMAGE] = ['tag', 'image']

/**
 * Label Studio: `tasks.json` with a brush for each class, `images/`, and `labeling.xml`, the interface that these tasks
 * need. A finished task without a brush is a frame on which nothing was found; one that nobody finished has no annotation.
 */
export const labelStudioExporter: Exporter = {
  name: 'label-studio',
  begin({ sink, classes, images }) {
    const lesions = classes.map(({ name, colour }, value) => ({ name, colour, value })).slice(1)
    const all = [...lesions, { name: 'ignore', colour: '#ffffff', value: IGNORE }]
    const tasks: object[] = []
    return {
      async add({ stem, extension, width, height, mask, image }) {
        const file = `images/${stem}.${extension}`
        if (images) await sink.write(file, await image())
        const result = mask
          ? all.flatMap(({ name, value }) => {
              const painted = mask.data.map((one) => (one === value ? 1 : 0))
              if (!painted.includes(1)) return []
              const brush = { format: 'rle', rle: brushRle(painted), brushlabels: [name] }
              const size = { original_width: width, original_height: height, image_rotation: 0 }
              const names = { from_name: BRUSH, to_name: IMAGE, type: 'brushlabels', origin: 'manual' }
              return [{ id: `${stem}-${value}`, ...names, ...size, value: brush }]
            })
          : []
        tasks.push({
          id: tasks.length + 1,
          data: { [IMAGE]: `/data/local-files/?d=${encodeURI(file)}` },
          annotations: mask ? [{ id: tasks.length + 1, completed_by: 1, was_cancelled: false, result }] : [],
        })
      },
      async finish() {
        const labels = all.map(
          ({ name, colour }) => `    <Label value="${attribute(name)}" background="${colour}"/>`,
        )
        const lines = [
          '<View>',
          `  <Image name="${IMAGE}" value="$${IMAGE}"/>`,
          `  <BrushLabels name="${BRUSH}" toName="${IMAGE}">`,
          ...labels,
          '  </BrushLabels>',
          '</View>',
        ]
        await sink.write('labeling.xml', `${lines.join('\n')}\n`)
        await sink.write('tasks.json', JSON.stringify(tasks))
      },
    }
  },
}

const attribute = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
