import { join } from 'node:path'
import { markOf } from '../store/studyMark.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { Receiving } from './Receiving.ts'

/** Takes what devices send, for the study that is open. */
export const ReceivingService = { open: Receiving.open, folderFor }

/**
 * Where images wait that are not in the study yet: apart from it, for they name patients, and where it may be written when
 * the study may not.
 */
async function folderFor({ store }: OpenStudy, dataFolder: string): Promise<string> {
  return join(dataFolder, 'received', await markOf(store))
}
