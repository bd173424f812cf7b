import type { DataSet } from 'dicom-parser'
import { textReader } from './charset.ts'
import { tag } from './elements.ts'
import { NotReadable } from './NotReadable.ts'
import type { DicomFile } from './readDicom.ts'

/** One picture of a segmentation. */
export interface Plane {
  /** Its number among the file's frames, from 0. */
  readonly frame: number
  /** What its values are called; what has no name is not painted. */
  readonly labels: ReadonlyMap<number, string>
}

/** The part of a segmentation that belongs to one image. */
export interface Segmentation {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly planes: readonly Plane[]
}

const items = (data: DataSet | undefined, hex: string): DataSet[] =>
  (data?.elements[`x${hex}`]?.items ?? []).flatMap(({ dataSet }) => dataSet ?? [])
const first = (data: DataSet | undefined, hex: string) => items(data, hex)[0]
const plain = (data: DataSet | undefined, hex: string) =>
  (data?.string(`x${hex}`) ?? '').replaceAll('\0', '').trim()

/**
 * The masks that a DICOM segmentation holds (PS3.3 A.51), by the image they belong to: `instance#frame`, or
 * `instance#` where no frame is named. Binary ones have a plane for each segment, label maps one for all. Throws
 * `NotReadable` for fractional ones.
 */
export function segmentationOf(file: DicomFile, path: string): Map<string, Segmentation> {
  const { data } = file
  const type = plain(data, '00620001')
  if (type !== 'BINARY' && type !== 'LABELMAP') throw new NotReadable('segmentationByProbability')
  const names = namesOf(data)
  const size = { width: file.number(tag.columns, 0), height: file.number(tag.rows, 0) }
  const found = new Map<string, { path: string; width: number; height: number; planes: Plane[] }>()
  const shared = first(data, '52009229')
  items(data, '52009230').forEach((group, frame) => {
    const number = (first(group, '0062000a') ?? first(shared, '0062000a'))?.uint16('x0062000b') ?? 0
    const labels = type === 'LABELMAP' ? names : new Map([[1, names.get(number) ?? `segment ${number}`]])
    for (const key of sourcesOf(group, shared, data)) {
      const one = found.get(key) ?? { path, ...size, planes: [] }
      one.planes.push({ frame, labels })
      found.set(key, one)
    }
  })
  return found
}

/** What segments are called, by their numbers: by their label, or by what they are where that is empty. */
function namesOf(data: DataSet): Map<number, string> {
  const text = textReader(data)
  const background = data.uint16('x00280120')
  const names = items(data, '00620002').map((segment): [number, string] => {
    const number = segment.uint16('x00620004') ?? 0
    const meaning = text(first(segment, '0062000f'), '00080104')
    return [number, text(segment, '00620005') || meaning || `segment ${number}`]
  })
  // A label map lists what is between the segments among them.
  return new Map(names.filter(([number]) => number !== 0 || background !== 0))
}

/** The images that a plane was drawn on; without a word of its own, the one that the whole segmentation names. */
function sourcesOf(group: DataSet, shared: DataSet | undefined, data: DataSet): string[] {
  const derivations = [...items(group, '00089124'), ...items(shared, '00089124')]
  const sources = derivations.flatMap((derivation) => items(derivation, '00082112'))
  const [own] = sources
  if (own) {
    const frames = plain(own, '00081160').split('\\')
    return frames.map((frame) => `${plain(own, '00081155')}#${frame.trim()}`)
  }
  const named = items(data, '00081115').flatMap((series) => items(series, '0008114a'))
  return [`${named.length === 1 ? plain(named[0], '00081155') : ''}#`]
}
