import { Failure } from '../../../../shared/contract/failure.ts'
import { stemOf } from './listFiles.ts'
import { readWhole } from './readWhole.ts'

const MOST_BYTES = 64e6

/**
 * Names of the images in a split file of the public code: a line has `Image/…` and mostly `Mask/…`. Fails
 * FOLDER_UNREADABLE.
 */
export async function readSplitFile(path: string): Promise<Set<string>> {
  const bytes = await readWhole(path, MOST_BYTES).catch((error: unknown) => {
    throw new Failure('pathUnreadable', { path }, error)
  })
  const lines = bytes.toString('utf8').split(/\r?\n/)
  const named = lines.map((line) => line.trim().split(/\s+/, 1)[0] ?? '').filter((name) => name !== '')
  return new Set(named.map(stemOf))
}
