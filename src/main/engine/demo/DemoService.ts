import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import recipe from '../../../../resources/demo/recipe.json' with { type: 'json' }
import type { Split } from '../../../shared/contract/frames.ts'
import { streamFor } from '../../../shared/domain/random.ts'
import { writeDurably } from '../../files/durableFile.ts'
import type { Incoming } from '../import/found/Incoming.ts'
import { ImportService, type Progress } from '../import/ImportService.ts'
import { setSetting, settingOf } from '../store/settings.ts'
import type { Call } from '../study/Call.ts'
import { drawCamera } from './camera.ts'
import { drawLarynx } from './larynx.ts'
import { Renderer } from './renderFrame.ts'

/** The demo study: synthetic laryngoscopy frames with exact masks, made here, from a seed. */
export const DemoService = { complete, addFew, writePairs, drawSome, classNames: recipe.classes }

/** A frame of the demo before it is drawn. */
interface Planned {
  readonly patient: string
  readonly patientIndex: number
  /** Healthy, or the class of the patient's lesions. */
  readonly kind: 0 | 1 | 2
  readonly split: Split
  readonly place: number
  readonly places: number
  readonly nbi: boolean
  /** A reader has painted it, its truth is the reference, or nobody knows it. */
  readonly mask: 'reader' | 'reference' | 'none'
}

/**
 * Fills a study with what of the demo it lacks. Drawn again from the same seed it holds the same frames; what is there is
 * not added twice, and a demo that is whole is left alone.
 */
async function complete(
  call: Call,
  seed: number,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { db } = call.study.store
  if ((await settingOf(db, 'demo')) !== undefined) return
  await add(call, plan(), seed, onProgress, signal)
  if (!signal?.aborted) await setSetting(db, 'demo', String(seed))
}

/** Patients of whom a study of a few frames has some, of each split, and how many frames of each. */
const FEW = { train: { patients: 4, frames: 2 }, validation: { patients: 2, frames: 1 }, test: undefined }

/** Fills a study with as few frames of the demo as a round needs: every other one to learn from is painted. */
async function addFew(call: Call): Promise<void> {
  const all = plan()
  const few = all.flatMap((frame): Planned[] => {
    const wanted = FEW[frame.split]
    const first = all.find(({ split }) => split === frame.split)?.patientIndex ?? 0
    if (!wanted || frame.patientIndex - first >= wanted.patients || frame.place >= wanted.frames) return []
    const mask = frame.split !== 'train' ? 'reference' : frame.place === 0 ? 'reader' : 'none'
    return [{ ...frame, mask }]
  })
  await add(call, few, 1, () => {})
}

async function add(
  call: Call,
  planned: readonly Planned[],
  seed: number,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const renderer = new Renderer(recipe.side)
  const frames = async function* () {
    for (const frame of planned) yield { frame: await draw(frame, seed, renderer), rejected: [] }
  }
  await ImportService.importFrames(call, planned, frames(), onProgress, signal)
}

/**
 * Writes the same frames, or some of them, as image files with all their masks, for experiments: `images/`, `masks/`,
 * `manifest.csv`.
 */
async function writePairs(
  folder: string,
  seed: number,
  onFrame: (done: number, total: number) => void,
  isWanted: (frame: Pick<Planned, 'patient' | 'place'>) => boolean = () => true,
) {
  await mkdir(join(folder, 'images'), { recursive: true })
  await mkdir(join(folder, 'masks'), { recursive: true })
  const planned = plan().filter(isWanted)
  const renderer = new Renderer(recipe.side)
  const rows = ['stem,patient']
  for (const [i, frame] of planned.entries()) {
    const { name, bytes, mask, width, height } = await draw({ ...frame, mask: 'reference' }, seed, renderer)
    const stem = name.replace(/\.jpg$/, '')
    await writeDurably(join(folder, 'images', name), bytes)
    const grey = sharp(mask!.data.data, { raw: { width, height, channels: 1 } }).toColourspace('b-w')
    await writeDurably(join(folder, 'masks', `${stem}.png`), await grey.png().toBuffer())
    rows.push(`${stem},${frame.patient}`)
    onFrame(i + 1, planned.length)
  }
  await writeDurably(join(folder, 'manifest.csv'), new TextEncoder().encode(`${rows.join('\n')}\n`))
  return { frames: planned.length }
}

/** The first frames of the demo, as image files. */
async function drawSome(count: number): Promise<Uint8Array[]> {
  const renderer = new Renderer(recipe.side)
  const drawn: Uint8Array[] = []
  for (const frame of plan().slice(0, count)) drawn.push((await draw(frame, 1, renderer)).bytes)
  return drawn
}

function plan(): Planned[] {
  let patientIndex = 0
  return (['train', 'validation', 'test'] as const).flatMap((split) => {
    const { patients, frames } = recipe.splits[split]
    const labelled = split === 'train' ? recipe.splits.train.labelled : 0
    return Array.from({ length: patients }, (_, p) => {
      const own = share(frames, patients, p)
      const painted = share(labelled, patients, p)
      const index = patientIndex++
      return Array.from({ length: own }, (_, place): Planned => {
        const isPainted = Math.floor(((place + 1) * painted) / own) > Math.floor((place * painted) / own)
        const mask = split === 'train' ? (isPainted ? 'reader' : 'none') : 'reference'
        return {
          patient: `P${String(index + 1).padStart(2, '0')}`,
          patientIndex: index,
          kind: KINDS[p % KINDS.length]!,
          split,
          place,
          places: own,
          nbi: place % 2 === 1,
          mask,
        }
      })
    }).flat()
  })
}

/** The `index`-th of `parts` nearly equal shares of `total`. */
const share = (total: number, parts: number, index: number) =>
  Math.floor(((index + 1) * total) / parts) - Math.floor((index * total) / parts)

/** Benign, malignant and healthy patients in turn within each split, so that every split has both lesions. */
const KINDS = [1, 2, 1, 2, 0] as const

async function draw(
  { patient, patientIndex, kind, split, place, places, nbi, mask }: Planned,
  seed: number,
  renderer: Renderer,
): Promise<Incoming> {
  const larynx = drawLarynx(streamFor(seed, 'larynx', patientIndex), kind)
  const camera = drawCamera(streamFor(seed, 'camera', patientIndex, place), nbi, place / places)
  const { pixels, side, mask: truth } = renderer.render(larynx, camera)
  const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).blur(camera.softness)
  const bytes = await picture.jpeg({ quality: 93, chromaSubsampling: '4:4:4' }).toBuffer()
  const modality = nbi ? 'NBI' : 'WLI'
  const name = `${patient}-${modality}-${String(place + 1).padStart(2, '0')}.jpg`
  const base = {
    path: name,
    name,
    bytes,
    extension: 'jpg',
    width: side,
    height: side,
    modality,
    patient,
    examination: '1',
    place,
    split,
  } as const
  return mask === 'none' ? base : { ...base, mask: { data: truth, kind: mask } }
}
