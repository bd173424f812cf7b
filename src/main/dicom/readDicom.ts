import dicomParser, { type DataSet } from 'dicom-parser'
import { Refused } from '../../shared/reasons/Refused.ts'
import { type Bytes, using } from './Bytes.ts'
import { tag } from './elements.ts'
import { fileMetaOf } from './fileMeta.ts'
import { inflatedHeader, inflatedWhole } from './inflated.ts'
import { NotReadable } from './NotReadable.ts'

const key = (hex: string) => `x${hex}`
const MOST_FRAMES = 100_000
/** A header is read in steps up to this: a directory of many thousand items has less. */
const FIRST_STEP = 2 ** 18
export const LONGEST_HEADER = 2 ** 24
const DEFLATED = '1.2.840.10008.1.2.1.99'

/** Where the pixels lie; `length` is undefined where they are encapsulated, in parts. */
export interface PixelData {
  readonly source: Bytes
  readonly from: number
  readonly length: number | undefined
  /** Its value representation, `OB` or `OW`; undefined where the file does not say. */
  readonly vr: string | undefined
}

/** A file's elements before its pixels, and where those are. Values of `text` are trimmed; absent ones are ''. */
export interface DicomFile {
  readonly data: DataSet
  readonly pixels: PixelData | undefined
  readonly transferSyntax: string
  /** Whether reading any of its pixels unpacks all of them into memory. */
  readonly isPacked: boolean
  readonly frames: number
  text(hex: string): string
  number(hex: string, otherwise: number): number
}

/** Whether a file is DICOM by its content: four letters after 128 bytes of anything, whatever its name. */
export async function beginsAsDicom(path: string): Promise<boolean> {
  const head = Buffer.alloc(132)
  await using(path, (file) => file.read(head, 0, 132, 0)).catch(() => {})
  return head.toString('latin1', 128) === 'DICM'
}

/** Reads a file's header, and none of its pixels. Throws `NotReadable`. */
export async function readDicom(file: Bytes): Promise<DicomFile> {
  const { source, data } = await opened(file)
  const text = (hex: string) => (data.string(key(hex)) ?? '').replaceAll('\0', '').trim()
  const number = (hex: string, otherwise: number) => {
    const value = data.uint16(key(hex))
    return value === undefined || Number.isNaN(value) ? otherwise : value
  }
  const frames = text(tag.frames) === '' ? 1 : Number(text(tag.frames))
  if (!Number.isInteger(frames) || frames < 1 || frames > MOST_FRAMES)
    throw new NotReadable('dicomImpossibleFrames', { frames: text(tag.frames) })
  const element = data.elements[key(tag.pixelData)]
  const pixels = element && {
    source,
    from: element.dataOffset,
    length: element.hadUndefinedLength ? undefined : element.length,
    vr: element.vr,
  }
  const transferSyntax = (data.string('x00020010') ?? '').trim()
  return { data, pixels, transferSyntax, isPacked: transferSyntax === DEFLATED, frames, text, number }
}

interface Opened {
  readonly data: DataSet
  readonly source: Bytes
}

async function opened(file: Bytes): Promise<Opened> {
  try {
    const start = await file.read(0, Math.min(FIRST_STEP, file.length))
    const meta = fileMetaOf(start)
    if (!meta) throw new RangeError('no meta group')
    return await (meta.syntax === DEFLATED
      ? unpacked(file, start.subarray(0, meta.end))
      : parsedStepwise(file, start))
  } catch (error) {
    throw error instanceof Refused ? error : new NotReadable('dicomDamaged', {}, error)
  }
}

/** Parses more and more of a file until its pixels begin, or it ends. */
async function parsedStepwise(file: Bytes, start: Buffer): Promise<Opened> {
  for (let bytes = start; ; ) {
    const isLast = bytes.length >= Math.min(file.length, LONGEST_HEADER)
    const data = isLast ? parsed(bytes) : triedOn(bytes)
    const isWhole = data?.elements[key(tag.pixelData)] !== undefined || bytes.length === file.length
    if (data && isWhole) return { data, source: file }
    if (isLast) throw new RangeError('no end of the header')
    bytes = await file.read(0, Math.min(4 * bytes.length, file.length, LONGEST_HEADER))
  }
}

/** The unpacked file: its pixels cannot be read where they lie. */
async function unpacked(file: Bytes, meta: Buffer): Promise<Opened> {
  for (let step = FIRST_STEP; ; step *= 4) {
    const body = await inflatedHeader(file, meta.length, Math.min(step, LONGEST_HEADER))
    const isLast = body.length < step
    const bytes = Buffer.concat([meta, body])
    const data = isLast ? parsed(bytes) : triedOn(bytes)
    const pixels = data?.elements[key(tag.pixelData)]
    if (data && pixels && !pixels.hadUndefinedLength)
      return { data, source: inflatedWhole(file, meta, pixels.dataOffset + pixels.length) }
    if (isLast || pixels) throw new NotReadable('dicomWithoutImage')
  }
}

const parsed = (bytes: Buffer): DataSet =>
  dicomParser.parseDicom(bytes, {
    untilTag: key(tag.pixelData),
    // What was deflated has been unpacked before, with a limit.
    inflater: (array: Uint8Array) => array,
  })

/** A part that ends in the middle of an element does not parse; more of the file will. */
function triedOn(bytes: Buffer): DataSet | undefined {
  try {
    return parsed(bytes)
  } catch {
    return undefined
  }
}
