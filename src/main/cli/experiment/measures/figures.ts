import { meanOf } from '../../../../shared/domain/overlap.ts'

/** A figure that methods are compared by (METHODS §4). */
export interface Figure {
  readonly name: string
  /** From the sum of frames' rows (`frameRows.ts`), 0 to 1; null where it is not defined. */
  of(sum: Float64Array): number | null
}

/**
 * The columns of the paper's tables: IoU per class and its mean over the set's pixels, Dice and NSD as means over frames.
 * The paper's laryngoscopy table has the mean without background, its polyp tables with it; both are here where they
 * differ. NSD is given in both forms, since the paper does not say which it has.
 */
export function figuresFor(classes: number): Figure[] {
  const iou = (c: number) => (sum: Float64Array) => ratio(sum[c], sum[classes + c])
  const all = Array.from({ length: classes }, (_, c) => ({ name: `IoU ${c}`, of: iou(c) }))
  const mean = (from: number) => (sum: Float64Array) =>
    meanOf(all.slice(from).map((figure) => figure.of(sum)))
  const perFrame = (place: number) => (sum: Float64Array) =>
    ratio(sum[2 * classes + 2 * place], sum[2 * classes + 2 * place + 1])
  return [
    ...all,
    { name: MEAN_IOU, of: mean(0) },
    ...(classes > 2 ? [{ name: 'mIoU lesions', of: mean(1) }] : []),
    { name: 'DSC', of: perFrame(0) },
    { name: 'NSD slab3d', of: perFrame(1) },
    { name: 'NSD contour2d', of: perFrame(2) },
  ]
}

/** The figure that a comparison is decided by. */
export const MEAN_IOU = 'mIoU'

const ratio = (part = 0, whole = 0) => (whole === 0 ? null : part / whole)
