import { join } from 'node:path'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Where a round keeps its checkpoints and its log. */
export const runFolder = ({ store: { folder } }: OpenStudy, id: string) => join(folder, 'runs', id)
