import { sep } from 'node:path'

/** Folders of open studies that a newer LoCo Studio wrote: not even their caches are touched. */
const untouched = new Set<string>()

/** Whether a path lies in an open study that nothing is written to, whatever it is. */
export const isUntouched = (path: string): boolean =>
  [...untouched].some((folder) => path.startsWith(folder + sep))

/** Has nothing written into a study's folder until what this returns is called. */
export function leaveUntouched(folder: string): () => void {
  untouched.add(folder)
  return () => {
    untouched.delete(folder)
  }
}
