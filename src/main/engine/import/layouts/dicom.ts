import { basename, join } from 'node:path'
import { sopClass, tag } from '../../../dicom/elements.ts'
import { framePng, isFilm, layoutOf } from '../../../dicom/framePixels.ts'
import { decodingBytes } from '../../../dicom/PixelLayout.ts'
import { beginsAsDicom, type DicomFile } from '../../../dicom/readDicom.ts'
import { segmentationOf } from '../../../dicom/readSegmentation.ts'
import { retained } from '../deidentify/basicProfile.ts'
import type { Found } from '../found/Incoming.ts'
import { isImageName } from '../found/listFiles.ts'
import { numbered } from '../found/numbered.ts'
import { readWhole } from '../found/readWhole.ts'
import { refusalOf } from '../found/refusalOf.ts'
import { DicomMasks, type Size } from './dicomMasks.ts'
import type { Layout } from './Layout.ts'
import { openDicom, refuse } from './openDicom.ts'
import { extractFrames } from './video.ts'

/** A folder of DICOM files shows itself among the first that are not named like images. */
const LOOKED_AT = 200
const SEGMENTATIONS: ReadonlySet<string> = new Set([sopClass.segmentation, sopClass.labelMap])

/**
 * DICOM files at any depth, whatever their names; a DICOMDIR needs no reading, its files lie beside it. Every
 * frame of a file becomes a frame. Segmentations become masks of the frames that they refer to. Patient and
 * examination come from the header, under pseudonyms.
 */
export const dicomLayout: Layout = {
  name: 'dicom',
  recognises: async ({ files }) => {
    const others = files.filter((path) => !isImageName(path))
    return (await dicomAmong(others.slice(0, LOOKED_AT))).length > 0
  },
  async find({ files, scratch }) {
    const found: Found[] = []
    const masks = new DicomMasks()
    const sizes = new Map<string, Size>()
    for (const path of await dicomAmong(files)) {
      if (basename(path).toUpperCase() === 'DICOMDIR') continue
      try {
        const file = await openDicom(path)
        if (SEGMENTATIONS.has(file.text('00080016'))) masks.add(segmentationOf(file, path))
        else {
          const own = async () => join(await scratch(), `${found.length}-${basename(path)}`)
          found.push(...(await framesOf(path, file, own)))
          sizes.set(file.text(tag.sopInstance), layoutOf(file))
        }
      } catch (error) {
        found.push(unreadable(path, error))
      }
    }
    const frames = numbered(inSeries(found)).map((item) => withMask(item, masks, sizes))
    return [...frames, ...masks.rest()]
  },
}

/** The paths whose content begins as DICOM does. */
async function dicomAmong(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    if (await beginsAsDicom(path)) found.push(path)
  }
  return found
}

/** Frames with their order in the series as their place for now. */
async function framesOf(path: string, file: DicomFile, scratch: () => Promise<string>): Promise<Found[]> {
  const kept = retained(file.text)
  const uids = { study: kept.study, series: kept.series, instance: kept.instance }
  const day = /^(\d{4})(\d\d)(\d\d)$/.exec(kept.studyDate)
  const device = [kept.manufacturer, kept.model].filter((text) => text !== '').join(' ')
  const layout = layoutOf(file)
  const needs =
    decodingBytes(layout, file.transferSyntax) + (file.isPacked ? (file.pixels?.source.length ?? 0) : 0)
  const pixels = layout.width * layout.height
  const film = isFilm(file) ? await extractFrames(file, await scratch(), {}) : undefined
  const stills: readonly (string | undefined)[] = film ?? Array.from({ length: file.frames }, () => undefined)
  return stills.map((still, frame): Found => {
    const dicom = { sopClass: kept.sopClass, frame: frame + 1, uids }
    return {
      path: file.frames > 1 || film ? `${path} (${frame + 1})` : path,
      name: `frame.png`,
      patient: kept.patientId || kept.patientName || kept.study || basename(path),
      examination: kept.study || '1',
      place: Number(kept.instanceNumber || 0) * 100_000 + frame,
      identified: true,
      told: 'header',
      facts: {
        ...(device === '' ? {} : { device }),
        ...(day ? { capturedOn: `${day[1]}-${day[2]}-${day[3]}` } : {}),
        dicom: JSON.stringify(dicom),
      },
      weight: (perPixel) => needs + perPixel * pixels,
      read: async () =>
        (still === undefined ? framePng(await reread(path), frame) : readWhole(still)).catch(refuse),
    }
  })
}

/** The file read last: its frames are asked for one after the other. */
let last: { path: string; file: Promise<DicomFile> } | undefined
function reread(path: string): Promise<DicomFile> {
  if (last?.path !== path) last = { path, file: openDicom(path) }
  return last.file
}

/** A file that cannot be read stands among the found ones, so that it is named with the others. */
const unreadable = (path: string, error: unknown): Found => ({
  path,
  patient: '',
  examination: '',
  place: 0,
  refused: refusalOf(error),
})

/** Each examination's frames together, in the order of instance and frame. */
function inSeries(found: readonly Found[]): Found[] {
  const groups = Map.groupBy(found, ({ patient, examination }) => `${patient}\u001f${examination}`)
  return [...groups.values()].flatMap((group) =>
    [...group].sort((a, b) => a.place - b.place || (a.path < b.path ? -1 : 1)),
  )
}

function withMask(item: Found, masks: DicomMasks, sizes: ReadonlyMap<string, Size>): Found {
  if (!item.facts?.dicom) return item
  const { uids, frame } = JSON.parse(item.facts.dicom) as { uids: { instance: string }; frame: number }
  const size = sizes.get(uids.instance)
  const mask = size && masks.of(uids.instance, frame, size)
  return mask ? { ...item, mask } : item
}
