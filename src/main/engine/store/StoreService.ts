import { holdsStudy } from './besides.ts'
import { isStudy } from './catalogueFile.ts'
import { hasSpace } from './hasSpace.ts'
import { failureOf } from './sqliteFailure.ts'
import { sqliteVersion } from './sqliteVersion.ts'

/** What stands above the engine may ask of studies on the disk; services stand on the store itself. */
export const StoreService = { isStudy, holdsStudy, hasSpace, failureOf, sqliteVersion }
