import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { isCatalogueName } from '../../../shared/domain/studyFiles.ts'
import type { Handed } from '../../../shared/shell/desk.ts'

/** What an update is called, and a file that stands for the study whose folder it lies in. */
const UPDATE = '.locoupdate'
const STUDY = '.loco'

/**
 * What a path that came from outside stands for; undefined for one that leads nowhere. A study is its folder, whatever that
 * is called; a file within one, and a file `….loco` beside its catalogue, stand for it.
 */
export function kindOf(path: string): Handed | undefined {
  if (!existsSync(path)) return undefined
  const isFolder = statSync(path).isDirectory()
  if (!isFolder && extname(path).toLowerCase() === UPDATE) return { kind: 'update', path }
  const study = studyAround(isFolder ? path : dirname(path))
  if (study !== undefined) return { kind: 'study', path: study }
  return !isFolder && extname(path).toLowerCase() === STUDY ? undefined : { kind: 'frames', path }
}

/** Folders that a study has inside: what lies in them leads to it. */
const WITHIN = /[\\/](frames|models|runs|cache|exports)$/

function studyAround(folder: string): string | undefined {
  if (holdsStudy(folder)) return folder
  const above = WITHIN.test(folder) ? join(folder, '..') : folder
  return above !== folder && holdsStudy(above) ? above : undefined
}

function holdsStudy(folder: string): boolean {
  try {
    return readdirSync(folder).some(isCatalogueName)
  } catch {
    return false
  }
}
