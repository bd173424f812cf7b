import { open } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'
import dicomParser, { type DataSet } from 'dicom-parser'
import type { Given, ReasonName } from '../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../shared/reasons/Refused.ts'
import { tag } from './elements.ts'

const key = (hex: string) => `x${hex}`
const MOST_FRAMES = 100_000

/** Thrown with its reason where a file is no DICOM image that can be read. */
export class NotReadable extends Refused {
  constructor(...given: Given<ReasonName>) {
    super(reasonOf(...given), given[2])
  }
}

/** A parsed file: its elements, and what its pixels are. Values of `text` are trimmed; absent ones are ''. */
export interface DicomFile {
  readonly bytes: Buffer
  readonly data: DataSet
  readonly transferSyntax: string
  readonly frames: number
  text(hex: string): string
  number(hex: string, otherwise: number): number
}

/** Whether a file is DICOM by its content: four letters after 128 bytes of anything, whatever its name. */
export async function beginsAsDicom(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  const head = Buffer.alloc(132)
  await file?.read(head, 0, 132, 0).catch(() => {})
  await file?.close()
  return head.toString('latin1', 128) === 'DICM'
}

/** Parses a whole file. Throws `NotReadable`. */
export function readDicom(bytes: Buffer): DicomFile {
  const data = parsed(bytes)
  const text = (hex: string) => (data.string(key(hex)) ?? '').replaceAll('\0', '').trim()
  const number = (hex: string, otherwise: number) => {
    const value = data.uint16(key(hex))
    return value === undefined || Number.isNaN(value) ? otherwise : value
  }
  const frames = text(tag.frames) === '' ? 1 : Number(text(tag.frames))
  if (!Number.isInteger(frames) || frames < 1 || frames > MOST_FRAMES)
    throw new NotReadable('dicomImpossibleFrames', { frames: text(tag.frames) })
  return { bytes, data, transferSyntax: syntaxOf(data), frames, text, number }
}

const syntaxOf = (data: DataSet) => (data.string('x00020010') ?? '1.2.840.10008.1.2').trim()

function parsed(bytes: Buffer): DataSet {
  try {
    return dicomParser.parseDicom(bytes, {
      // The library looks for a global zlib; the deflated part is unpacked here, with a limit.
      inflater: (array: Uint8Array, position: number) => {
        const inflated = inflateRawSync(array.subarray(position), { maxOutputLength: 2 ** 30 })
        return Buffer.concat([array.subarray(0, position), inflated])
      },
    })
  } catch (error) {
    throw new NotReadable('dicomDamaged', {}, error)
  }
}
