import { readFile } from 'node:fs/promises'
import { Failure } from '../../../shared/contract/failure.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { type Checked, checkExported } from '../store/trail/exportedTrail.ts'
import { trailsIn } from '../store/trail/Trails.ts'
import { exportTrail } from './exportTrail.ts'
import { maskThen } from './maskThen.ts'
import { choices, page } from './page.ts'

/** The trail as people read it, and as they take it elsewhere. */
export const TrailService = { page, choices, maskThen, exportTrail, check }

/**
 * Whether a signed trail is as it was exported, by the keys of whoever keeps their data in a folder. Fails WRONG_USAGE for a
 * file that is none.
 */
async function check(file: string, dataFolder: string): Promise<Checked> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw failureOf(error)
  })
  const trails = trailsIn(dataFolder)
  try {
    const checked = checkExported(text, trails)
    if (!checked) throw new Failure('noTrailExport', { file })
    return checked
  } finally {
    trails.close()
  }
}
