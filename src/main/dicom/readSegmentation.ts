import type { DataSet } from 'dicom-parser'
import type { Mask } from '../../shared/domain/mask.ts'
import { tag } from './elements.ts'
import { NotReadable } from './NotReadable.ts'
import type { DicomFile } from './readDicom.ts'

/** The part of a segmentation that belongs to one image: planes of bits, each of one segment. */
export interface Segmentation {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly planes: readonly { readonly frame: number; readonly label: string }[]
}

const items = (data: DataSet | undefined, hex: string): DataSet[] =>
  (data?.elements[`x${hex}`]?.items ?? []).flatMap(({ dataSet }) => dataSet ?? [])
const first = (data: DataSet | undefined, hex: string) => items(data, hex)[0]
const text = (data: DataSet | undefined, hex: string) =>
  (data?.string(`x${hex}`) ?? '').replaceAll('\0', '').trim()

/**
 * The masks that a DICOM segmentation holds (PS3.3 A.51), by the image they belong to: `instance#frame`, or
 * `instance#` where no frame is named. Throws `NotReadable` for fractional ones.
 */
export function segmentationOf(file: DicomFile, path: string): Map<string, Segmentation> {
  const { data } = file
  if (text(data, '00620001') !== 'BINARY') throw new NotReadable('segmentationByProbability')
  const labels = new Map(
    items(data, '00620002').map((s) => [s.uint16('x00620004') ?? 0, text(s, '00620005')]),
  )
  const size = { width: file.number(tag.columns, 0), height: file.number(tag.rows, 0) }
  const found = new Map<
    string,
    { path: string; width: number; height: number; planes: { frame: number; label: string }[] }
  >()
  const shared = first(data, '52009229')
  items(data, '52009230').forEach((group, frame) => {
    const segment = first(group, '0062000a') ?? first(shared, '0062000a')
    const label = labels.get(segment?.uint16('x0062000b') ?? 0) ?? ''
    const source = first(first(group, '00089124') ?? first(shared, '00089124'), '00082112')
    const key = `${text(source, '00081155')}#${text(source, '00081160')}`
    const one = found.get(key) ?? { path, ...size, planes: [] }
    one.planes.push({ frame, label })
    found.set(key, one)
  })
  return found
}

/** The planes as one mask; a later segment covers an earlier one. Throws `NotReadable`. */
export async function maskOfSegmentation(
  { pixels: stored }: DicomFile,
  { width, height, planes }: Segmentation,
  classOf: (label: string) => number,
): Promise<Mask> {
  const pixels = width * height
  const mask = { width, height, data: new Uint8Array(pixels) }
  for (const { frame, label } of planes) {
    const value = classOf(label)
    // Bits run on from frame to frame, least significant first.
    const first = frame * pixels
    const [from, to] = [Math.floor(first / 8), Math.ceil((first + pixels) / 8)]
    const isWithin = stored !== undefined && to <= (stored.length ?? 0)
    const bytes = isWithin
      ? await stored.source.read(stored.from + from, to - from).catch(() => undefined)
      : undefined
    if (!bytes) throw new NotReadable('segmentationCutShort')
    for (let i = 0; i < pixels; i++) {
      const bit = (first % 8) + i
      if ((bytes[bit >> 3]! >> (bit & 7)) & 1) mask.data[i] = value
    }
  }
  return mask
}
