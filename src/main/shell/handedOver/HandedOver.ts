import { resolve } from 'node:path'
import type { Handed } from '../../../shared/shell/desk.ts'
import { kindOf } from './kindOf.ts'

/**
 * What the system hands to the app from outside its window: a double click, a second start, a file dropped on its sign. The
 * one place where it is told what it is; it waits here until the page asks for it.
 */
export class HandedOver {
  private waiting: Handed[] = []
  private tell: () => void = () => {}

  /** Takes paths as they stand on a command line that was typed in a folder; what is no path, or leads nowhere, is left. */
  take(paths: readonly string[], typedIn: string = process.cwd()): void {
    const found = paths
      .filter((path) => path !== '' && !path.startsWith('-'))
      .flatMap((path) => kindOf(resolve(typedIn, path)) ?? [])
    if (found.length === 0) return
    this.waiting.push(...found)
    this.tell()
  }

  /** Hands out what waits, once. */
  give(): Handed[] {
    const given = this.waiting
    this.waiting = []
    return given
  }

  /** Called whenever something was taken. */
  onTaken(tell: () => void): void {
    this.tell = tell
  }
}

/**
 * What of a command line was handed to the app. Electron's own begins with the program and what is said to Chromium; in a
 * checkout the app's folder comes next.
 */
export function handedIn(
  argv: readonly string[],
  typedIn: string,
  appFolder: string | null,
): readonly string[] {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'))
  const own = appFolder === null ? -1 : words.findIndex((word) => resolve(typedIn, word) === appFolder)
  return words.slice(own + 1)
}
