import type { Reason } from '../../../../shared/reasons/index.ts'
import { givenFor, reasonOf } from '../../../../shared/reasons/Refused.ts'
import { type Drawn, drawSegments } from '../../../dicom/drawSegments.ts'
import type { Segmentation } from '../../../dicom/readSegmentation.ts'
import type { Found, MaskSource } from '../found/Incoming.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { openDicom, refuse } from './openDicom.ts'

/** Of a picture, px. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The segmentations of an import, by the image that they belong to. */
export class DicomMasks {
  /** By `instance#frame`, or `instance#` for each frame there is. */
  private readonly byImage = new Map<string, Segmentation[]>()
  private readonly used = new Set<string>()
  private readonly misfits = new Map<string, Reason>()

  add(segmentations: ReadonlyMap<string, Segmentation>): void {
    for (const [image, one] of segmentations)
      this.byImage.set(image, [...(this.byImage.get(image) ?? []), one])
  }

  /** The mask of a frame, of all segmentations that name it; undefined where none does, or one has another size. */
  of(instance: string, frame: number, size: Size): MaskSource | undefined {
    const images = [`${instance}#${frame}`, `${instance}#`].filter((image) => this.byImage.has(image))
    for (const image of images) this.used.add(image)
    const parts = images.flatMap((image) => this.byImage.get(image) ?? [])
    const misfit = otherSize(parts, size)
    if (misfit) for (const { path } of parts) this.misfits.set(path, misfit)
    return misfit || parts.length === 0 ? undefined : maskOf(parts)
  }

  /** What no frame has asked for, and what fits none. */
  rest(): Found[] {
    const nowhere = { patient: '', examination: '', place: 0 }
    const refused = [...this.misfits].map(([path, reason]) => ({ path, ...nowhere, refused: reason }))
    const left = [...this.byImage].filter(([image]) => !this.used.has(image))
    const alone = left.map(([image, parts]) => {
      const [instance = '', frame = ''] = image.split('#')
      const mask = maskOf(parts)
      const of = { instance, frame: frame === '' ? undefined : Number(frame) }
      return { path: mask.path, ...nowhere, mask, elsewhere: of }
    })
    return [...refused, ...alone]
  }
}

/** Why segmentations do not lie on a frame of this size; undefined where they do. */
function otherSize(parts: readonly Size[], size: Size): Reason | undefined {
  const other = parts.find(({ width, height }) => width !== size.width || height !== size.height)
  if (!other) return undefined
  const { width, height } = other
  return reasonOf('maskInFileOtherSize', {
    width,
    height,
    frameWidth: size.width,
    frameHeight: size.height,
  })
}

function maskOf(parts: readonly Segmentation[]): MaskSource {
  const files = [...new Set(parts.map(({ path }) => path))]
  const planes = parts.flatMap((part) => part.planes)
  return {
    path: files[0] ?? '',
    files,
    labels: [...new Set(planes.flatMap(({ labels }) => [...labels.values()]))],
    async draw(size, classOf) {
      const misfit = otherSize(parts, size)
      if (misfit) throw new Unreadable(...givenFor(misfit))
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
