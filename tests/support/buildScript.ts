import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { project } from './places.ts'

/** What a script of `build/` exports: they are plain JavaScript, and whoever loads one says what is in it. */
export const buildScript = async <Exports>(path: string): Promise<Exports> =>
  (await import(pathToFileURL(join(project, 'build', path)).href)) as Exports
