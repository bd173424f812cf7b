import { partsOf, regionsOf } from '../../../../shared/domain/contours.ts'
import { longestDiameter } from '../../../../shared/domain/diameter.ts'
import { csvLine } from '../../../files/csvLine.ts'
import type { Exporter } from './Exporter.ts'

/** `measurements.csv`: a line for each connected part of a lesion, with its area and longest diameter. */
export const csvExporter: Exporter = {
  name: 'csv',
  begin({ sink, classes }) {
    const lines = [
      csvLine(
        ...['frame', 'patient', 'sequence', 'modality', 'split', 'captured_on', 'class', 'lesion'],
        ...['area_px', 'area_share', 'longest_diameter_px'],
      ),
    ]
    return {
      async add(frame) {
        if (!frame.mask) return
        const { stem, patient, examination, modality, split, capturedOn, mask } = frame
        const all = mask.width * mask.height
        for (const [value, { name }] of [...classes.entries()].slice(1)) {
          const { labels, count } = partsOf(mask, value)
          const areas = new Uint32Array(count + 1)
          for (const label of labels) areas[label] = (areas[label] ?? 0) + 1
          for (const { outer, part } of regionsOf(mask, value)) {
            const area = areas[part] ?? 0
            const measures = [
              area,
              Number((area / all).toFixed(6)),
              Number(longestDiameter(outer).toFixed(2)),
            ]
            const where = [stem, patient, examination, modality, split, capturedOn]
            lines.push(csvLine(...where, name, part, ...measures))
          }
        }
      },
      finish: () => sink.write('measurements.csv', `${lines.join('\n')}\n`),
    }
  },
}
