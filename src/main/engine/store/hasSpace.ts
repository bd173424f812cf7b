import { freeBytes } from '../../files/freeBytes.ts'

/** What SQLite and a stroke need to begin with. */
const LEAST_BYTES = 262_144

/** Whether anything can be written to the disk of a folder. */
export const hasSpace = (folder: string): boolean => freeBytes(folder) >= LEAST_BYTES
