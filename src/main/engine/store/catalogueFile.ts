import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The file that makes a folder a study. */
export const CATALOGUE = 'catalogue.sqlite'

export const isStudy = (folder: string) => existsSync(join(folder, CATALOGUE))
