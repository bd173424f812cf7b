import { givenFor } from '../../../../shared/reasons/Refused.ts'
import { bytesOf } from '../../../dicom/Bytes.ts'
import { NotReadable } from '../../../dicom/NotReadable.ts'
import { type DicomFile, readDicom } from '../../../dicom/readDicom.ts'
import { Unreadable } from '../found/Unreadable.ts'

/** Opens a file that may be gone, or closed to us, by now. Throws `NotReadable`. */
export async function openDicom(path: string): Promise<DicomFile> {
  const bytes = await bytesOf(path).catch((error: unknown) => {
    throw new NotReadable('fileClosed', {}, error)
  })
  return readDicom(bytes)
}

/** What is wrong with a DICOM file, as whoever reads files of any kind expects it. */
export function refuse(error: unknown): never {
  throw error instanceof NotReadable ? new Unreadable(...givenFor(error.reason, error.cause)) : error
}
