import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../../../../shared/contract/failure.ts'
import { encapsulatedBytes } from '../../../dicom/encapsulated.ts'
import { NotReadable } from '../../../dicom/NotReadable.ts'
import type { DicomFile } from '../../../dicom/readDicom.ts'
import { findFfmpeg } from '../../../files/ffmpeg.ts'
import type { Found, VideoOptions } from '../found/Incoming.ts'
import { isFilmName, stemOf } from '../found/listFiles.ts'
import { refusalOf } from '../found/refusalOf.ts'
import type { Layout } from './Layout.ts'

const run = promisify(execFile)
/** A film that gives more is taken frame by frame by mistake. */
const MOST_FRAMES = 20_000
const PATIENCE_MS = 30 * 60_000

/**
 * What a film may be written as, whatever it is called: ffmpeg would also take a playlist, which reads other people's
 * films from wherever it says.
 */
const KNOWN = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegvideo,mpegts,m4v,h264,hevc,mjpeg'
const CAREFULLY = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-format_whitelist', KNOWN]

/** Films at any depth, through ffmpeg: every n-th frame, or the first of each scene. Each film is one patient. */
export const videoLayout: Layout = {
  name: 'video',
  recognises: async ({ files }) => files.some(isFilmName),
  async find({ files, scratch }, { video = {} }) {
    const found: Found[] = []
    for (const path of files.filter(isFilmName)) {
      const film = { patient: stemOf(path), examination: '1', told: 'film' } as const
      try {
        const own = join(await scratch(), `${found.length}-${stemOf(path)}`)
        for (const [place, frame] of (await extractFrames(path, own, video)).entries())
          found.push({ ...film, path: frame, name: `${stemOf(path)}-${stemOf(frame)}.png`, place })
      } catch (error) {
        found.push({ ...film, path, place: 0, refused: refusalOf(error) })
      }
    }
    return found
  },
}

/** Writes the chosen frames of a film as PNGs into a folder and lists them. Fails FOLDER_UNREADABLE without ffmpeg. */
export async function extractFrames(
  film: string | DicomFile,
  folder: string,
  { every = 1, scenes, at }: VideoOptions,
): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const path = typeof film === 'string' ? film : await filmOf(film, folder)
  if (at)
    return Promise.all(
      at.map((seconds, i) => extractAt(path, seconds, join(folder, `${String(i).padStart(6, '0')}.png`))),
    )
  const chosen = scenes === undefined ? `not(mod(n\\,${every}))` : `eq(n\\,0)+gt(scene\\,${scenes})`
  const options = [...CAREFULLY, '-i', path, '-an', '-sn']
  const picked = [
    '-vf',
    `select='${chosen}'`,
    '-fps_mode',
    'vfr',
    '-frames:v',
    String(MOST_FRAMES),
    '-pix_fmt',
    'rgb24',
  ]
  await ffmpeg(path, [...options, ...picked, join(folder, '%06d.png')])
  return (await readdir(folder))
    .filter((name) => name.endsWith('.png'))
    .sort()
    .map((name) => join(folder, name))
}

/** The frame shown at a time. */
async function extractAt(path: string, seconds: number, target: string): Promise<string> {
  const options = [...CAREFULLY, '-ss', String(seconds), '-i', path]
  await ffmpeg(path, [...options, '-frames:v', '1', '-pix_fmt', 'rgb24', target])
  if (existsSync(target)) return target
  throw new Failure('filmTooShort', { file: basename(path), seconds })
}

async function ffmpeg(path: string, options: readonly string[]): Promise<void> {
  const program = await findFfmpeg()
  if (!program) throw new Failure('noFfmpeg')
  try {
    await run(program, [...options], { timeout: PATIENCE_MS })
  } catch (error) {
    throw new Failure('filmUnreadable', { file: basename(path) }, error)
  }
}

/** The film inside a DICOM file, as a file. */
async function filmOf({ pixels }: DicomFile, folder: string): Promise<string> {
  if (!pixels || pixels.length !== undefined) throw new NotReadable('dicomWithoutFilm')
  const path = join(folder, 'film.bin')
  try {
    await writeFile(path, encapsulatedBytes(pixels))
  } catch (error) {
    throw error instanceof RangeError ? new NotReadable('dicomDamaged', {}, error) : error
  }
  return path
}
