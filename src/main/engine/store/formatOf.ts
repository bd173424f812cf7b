import { join } from 'node:path'
import { CATALOGUE, isStudy } from './catalogueFile.ts'
import { connect } from './connection.ts'

/** Number of the migration that a study was last written by; null where there is none to read. Writes nothing. */
export function formatOf(folder: string): number | null {
  if (!isStudy(folder)) return null
  try {
    const connection = connect(join(folder, CATALOGUE), true)
    try {
      return Number(connection.pragma('user_version', { simple: true }))
    } finally {
      connection.close()
    }
  } catch {
    return null
  }
}
