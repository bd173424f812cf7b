import { execFile } from 'node:child_process'
import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * The ffmpeg of this machine, which LoCo Studio does not bring: builds that are ready to use are nearly all under GPL, and
 * readers of H.264 and H.265 are under patents in some countries.
 */
export interface Ffmpeg {
  readonly path: string
  /** As it calls itself, "5.1.9-0+deb12u1"; null where it says nothing that we know. */
  readonly version: string | null
  /** Under which licence it was built, as its options say; null where it does not tell them. */
  readonly licence: string | null
}

/**
 * Where ffmpeg lies: in the first folder of PATH that has it. Not left to the system, which on Windows looks into the
 * folder first where the app was started, and would run whatever is called ffmpeg.exe there.
 */
export async function findFfmpeg(): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  for (const folder of folders) {
    const path = join(folder, name)
    if (await isProgram(path)) return path
  }
  return undefined
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** What ffmpeg says of itself; undefined where there is none. */
export async function aboutFfmpeg(): Promise<Ffmpeg | undefined> {
  const path = await findFfmpeg()
  if (!path) return undefined
  const said = await run(path, ['-hide_banner', '-version'], { timeout: 10_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  )
  return { path, ...readVersion(said) }
}

/** Version and licence from the text of `ffmpeg -version`. Options of its build decide the licence, as its manual has it. */
export function readVersion(said: string): Pick<Ffmpeg, 'version' | 'licence'> {
  const version = /^ffmpeg version (\S+)/m.exec(said)?.[1] ?? null
  const options = /^\s*configuration:(.*)$/m.exec(said)?.[1]?.split(/\s+/)
  if (!options) return { version, licence: null }
  if (options.includes('--enable-nonfree')) return { version, licence: 'not to be handed on' }
  const isLater = options.includes('--enable-version3')
  if (options.includes('--enable-gpl'))
    return { version, licence: isLater ? 'GPL 3 or later' : 'GPL 2 or later' }
  return { version, licence: isLater ? 'LGPL 3 or later' : 'LGPL 2.1 or later' }
}
