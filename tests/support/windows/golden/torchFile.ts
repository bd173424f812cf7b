import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../../places.ts'

/** Stands in for `tests/support/torchFile.ts` where there is no Python: the checkpoint that was pickled beforehand. */
export const torchFile = () => readFileSync(join(project, 'resnet50.pth'))
