import { type Drawn, drawSegments } from '../../../dicom/drawSegments.ts'
import type { Segmentation } from '../../../dicom/readSegmentation.ts'
import type { Found, MaskSource } from '../found/Incoming.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { openDicom, refuse } from './openDicom.ts'

/** The segmentations of an import, by the image that they belong to. */
export class DicomMasks {
  /** By `instance#frame`, or `instance#` for each frame there is. */
  private readonly byImage = new Map<string, Segmentation[]>()
  private readonly used = new Set<string>()

  add(segmentations: ReadonlyMap<string, Segmentation>): void {
    for (const [image, one] of segmentations)
      this.byImage.set(image, [...(this.byImage.get(image) ?? []), one])
  }

  /** The mask of a frame, of all segmentations that name it; undefined where none does. */
  of(instance: string, frame: number): MaskSource | undefined {
    const images = [`${instance}#${frame}`, `${instance}#`].filter((image) => this.byImage.has(image))
    for (const image of images) this.used.add(image)
    const parts = images.flatMap((image) => this.byImage.get(image) ?? [])
    return parts.length === 0 ? undefined : maskOf(parts)
  }

  /** What no frame has asked for. */
  rest(): Found[] {
    const left = [...this.byImage].filter(([image]) => !this.used.has(image))
    return left.map(([image, parts]) => {
      const [instance = '', frame = ''] = image.split('#')
      const mask = maskOf(parts)
      const of = { instance, frame: frame === '' ? undefined : Number(frame) }
      return { path: mask.path, patient: '', examination: '', place: 0, mask, elsewhere: of }
    })
  }
}

function maskOf(parts: readonly Segmentation[]): MaskSource {
  const files = [...new Set(parts.map(({ path }) => path))]
  const planes = parts.flatMap((part) => part.planes)
  return {
    path: files[0] ?? '',
    files,
    labels: [...new Set(planes.flatMap(({ labels }) => [...labels.values()]))],
    async draw(size, classOf) {
      for (const { width, height } of parts)
        if (width !== size.width || height !== size.height)
          throw new Unreadable('maskInFileOtherSize', {
            width,
            height,
            frameWidth: size.width,
            frameHeight: size.height,
          })
      try {
        const drawn: Drawn[] = []
        for (const segmentation of parts)
          drawn.push({ segmentation, file: await openDicom(segmentation.path) })
        return await drawSegments(drawn, size, classOf)
      } catch (error) {
        return refuse(error)
      }
    },
  }
}
