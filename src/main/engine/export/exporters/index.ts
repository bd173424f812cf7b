import { Failure } from '../../../../shared/contract/failure.ts'
import { cocoExporter } from './coco.ts'
import { csvExporter } from './csv.ts'
import { cvatExporter } from './cvat.ts'
import { dicomSegExporter } from './dicomSeg.ts'
import type { Exporter } from './Exporter.ts'
import { fahsyuExporter } from './fahsyu.ts'
import { labelmeExporter } from './labelme.ts'
import { labelStudioExporter } from './labelStudio.ts'
import { pngExporter } from './png.ts'
import { vocExporter } from './voc.ts'
import { yoloExporter } from './yolo.ts'

/** Every format there is. A new one is its file and a line here. */
export const exporters: readonly Exporter[] = [
  pngExporter,
  fahsyuExporter,
  cocoExporter,
  cvatExporter,
  labelmeExporter,
  labelStudioExporter,
  yoloExporter,
  vocExporter,
  dicomSegExporter,
  csvExporter,
]

export function exporterNamed(name: string): Exporter {
  const found = exporters.find((exporter) => exporter.name === name)
  if (found) return found
  const formats = exporters.map((e) => e.name)
  throw new Failure('noSuchFormat', { format: name, formats })
}
