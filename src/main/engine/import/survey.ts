import sharp from 'sharp'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import type { Modality } from '../../../shared/contract/frames.ts'
import { toldOfAlone } from './aloneMasks.ts'
import { shownPatients } from './decided.ts'
import { blankText } from './deidentify/blankText.ts'
import type { Found, ImportOptions, Rejected } from './found/Incoming.ts'
import { inOrder } from './found/inOrder.ts'
import { refusalOf } from './found/refusalOf.ts'
import { type Look, lookAt, modalityOf } from './images/look.ts'
import { decodeWhole, openedOf, readHeader } from './images/readImage.ts'
import { weightOf, whileHeld } from './images/weight.ts'
import { surveyMasks } from './masks/surveyMasks.ts'
import { undrawable } from './masks/undrawable.ts'
import type { Sources } from './sources.ts'
import { waysToGroup } from './ways.ts'

/** So many images are opened to show, spread over all. */
const SHOWN = 24
const STILL = 200
/** So many patients are shown by a picture of this size, px. */
const STILLS = 120
const TINY = 80
const PROBLEMS_TOLD = 200

interface Still {
  readonly sample: ImportSurvey['samples'][number]
  readonly modality: Modality
}

interface Wanted {
  readonly onProgress: (done: number, total: number) => void
  readonly signal: AbortSignal | undefined
  /** Whether frames are compared with each other even where something else tells their patients. */
  readonly alike: boolean
}

/** What would come in: frames, whose they may be, what their masks hold, and how some of them look. Writes nothing. */
export async function surveyOf(
  { found, alone, rejected, told }: Sources,
  options: ImportOptions,
  { onProgress, signal, alike }: Wanted,
): Promise<Omit<ImportSurvey, 'folder' | 'keyExists'>> {
  const { marks, unreadable } = await surveyMasks([...found, ...alone], options, onProgress, signal)
  const step = Math.max(1, Math.floor(found.length / SHOWN))
  const sample = found.filter((_, i) => i % step === 0).slice(0, SHOWN)
  const shown = shownPatients(found)
  const problems = [...rejected, ...toldOfAlone(alone), ...unreadable, ...(await undrawable(found, signal))]
  const samples: ImportSurvey['samples'] = []
  const lights = { NBI: 0, WLI: 0, other: 0 }
  for await (const still of inOrder(sample, 4, stillOf)) {
    signal?.throwIfAborted()
    if ('reason' in still) problems.push(still)
    else {
      lights[still.modality]++
      samples.push(still.sample)
    }
  }
  const ways = await waysToGroup(found, shown, { alike, signal })
  const stills: ImportSurvey['stills'] = []
  for await (const still of inOrder(firstOfEach(found, ways[0]), 4, tinyOf)) {
    signal?.throwIfAborted()
    if (still) stills.push(still)
  }
  return {
    frames: found.map(({ key = '', mask, split }) => ({
      key,
      masked: mask !== undefined,
      split: split ?? null,
    })),
    masks: found.filter(({ mask }) => mask).length,
    // Frames of the study bear the names that its key gives; masks that come for them have to find those.
    identified: alone.length > 0 || found.some(({ identified }) => identified),
    films: found.some(({ told }) => told === 'film'),
    marks: [...marks],
    ways,
    problems: problems.slice(0, PROBLEMS_TOLD).map(({ path, reason }) => ({ path: told(path), reason })),
    lookedAt: sample.length,
    lights,
    samples,
    stills,
  }
}

/** The first frame of each group, as many as are shown. */
function firstOfEach(found: readonly Found[], way: ImportSurvey['ways'][number] | undefined): Found[] {
  const firsts = new Map<number, Found>()
  found.forEach((item, i) => {
    const group = way?.of[i] ?? i
    if (!firsts.has(group)) firsts.set(group, item)
  })
  return [...firsts.values()].slice(0, STILLS)
}

/** A frame as small as a chip shows it; one that cannot be read is told of by the import. */
async function tinyOf(item: Found): Promise<ImportSurvey['stills'][number] | undefined> {
  try {
    const look = await whileHeld(weightOf(item, {}), async () => lookAt(await openedOf(item)))
    return { key: item.key ?? '', picture: await small(look, TINY) }
  } catch (error) {
    refusalOf(error)
    return undefined
  }
}

async function stillOf(item: Found): Promise<Still | Rejected> {
  try {
    const key = item.key ?? ''
    const { look, blanked, blackened } = await whileHeld(weightOf(item, { text: true }), async () => {
      const { bytes } = await openedOf(item)
      const look = await lookAt({ bytes })
      const { image, blanked } = await decodeWhole(() => blankText(bytes))
      return { look, blanked, blackened: image === bytes ? undefined : await lookAt(await readHeader(image)) }
    })
    const black = blackened ? await small(blackened) : null
    const sample = { key, picture: await small(look), blackened: black, lines: blanked.lines.length }
    return { sample, modality: modalityOf(key, look).modality }
  } catch (error) {
    return { path: item.path, reason: refusalOf(error) }
  }
}

async function small({ small: { data, width, height } }: Look, side = STILL): Promise<string> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).resize(side, side, { fit: 'inside' })
  return (await picture.jpeg({ quality: 75 }).toBuffer()).toString('base64')
}
