import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CATALOGUE } from '../../../shared/domain/studyFiles.ts'

export { CATALOGUE }

export const isStudy = (folder: string) => existsSync(join(folder, CATALOGUE))
