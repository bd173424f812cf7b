import { availableParallelism } from 'node:os'
import type { MaskMark } from '../../../../shared/domain/maskMap.ts'
import type { Found, ImportOptions, MaskSource, Rejected } from '../found/Incoming.ts'
import { inOrder } from '../found/inOrder.ts'
import { refusalOf } from '../found/refusalOf.ts'
import type { Hold } from '../images/MemoryBudget.ts'
import { decodingMemory, weightOf } from '../images/weight.ts'
import { type MaskReading, marksIn, standsForItself } from './MaskReading.ts'
import { type MaskFile, MOST_VALUES, readMaskFile } from './maskFile.ts'
import { ColourCensus, distance, hexOf, packed } from './palette.ts'

/** What all masks of an import hold. */
export interface MaskSurvey {
  readonly reading: MaskReading
  readonly marks: readonly MaskMark[]
  readonly unreadable: readonly Rejected[]
}

/** Palettes differ where a colour of one index does by so much. */
const OTHER_COLOUR = 32

/**
 * Opens every mask, twice: first to decide how they are to be read, then to count what they hold. Names that other
 * programs gave are known without opening anything.
 */
export async function surveyMasks(
  found: readonly Found[],
  { ditherMasks = false }: Pick<ImportOptions, 'ditherMasks'>,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<MaskSurvey> {
  const sources = found.flatMap(({ mask }) => (mask ? [mask] : []))
  const labels = labelMarks(sources)
  const files = sources.filter(({ draw }) => draw === undefined).map(({ path }) => path)
  const blackAndWhite = { byIndex: true, byValue: false, palette: [0, 0xffffff] }
  // Dithering leaves black and white of whatever there is.
  if (ditherMasks)
    return { reading: blackAndWhite, marks: [...bare(files.length), ...labels], unreadable: [] }
  const census = new Census()
  const unreadable: Rejected[] = []
  const total = 2 * files.length
  let done = 0
  const each = async (use: (file: MaskFile) => void, whenUnreadable: (r: Rejected) => void) => {
    const drop = (read: Opened | Rejected) => 'release' in read && read.release()
    for await (const read of inOrder(files, 2 * availableParallelism(), open, drop)) {
      try {
        if ('reason' in read) whenUnreadable(read)
        else use(read.file)
      } finally {
        drop(read)
      }
      onProgress(++done, total)
      signal?.throwIfAborted()
    }
  }
  await each(
    (file) => census.add(file),
    (refused) => unreadable.push(refused),
  )
  const reading = census.reading()
  const counts = new MarkCounts()
  await each(
    (file) => counts.add(file, reading),
    () => {},
  )
  return { reading, marks: [...counts.marks(), ...labels], unreadable }
}

/** A mask that is held in memory until it is used. */
interface Opened {
  readonly file: MaskFile
  release(): void
}

async function open(path: string): Promise<Opened | Rejected> {
  let hold: Hold | undefined
  try {
    hold = await decodingMemory.hold(weightOf({ path }, { mask: true }))
    return { file: await readMaskFile(path), release: hold.release }
  } catch (error) {
    hold?.release()
    return { path, reason: refusalOf(error) }
  }
}

const bare = (masks: number): MaskMark[] =>
  masks === 0
    ? []
    : ['0', '255'].map((key) => ({ key, kind: 'value', colour: greyHex(Number(key)), masks, share: null }))

function labelMarks(sources: readonly MaskSource[]): MaskMark[] {
  const counts = new Map<string, number>()
  for (const { labels = [] } of sources)
    for (const label of new Set(labels)) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].map(([key, masks]) => ({ key, kind: 'label', colour: null, masks, share: null }))
}

/** Gathers over all files what decides how they are read. */
class Census {
  private readonly values = new Uint8Array(65_536)
  private readonly colourOfIndex = new Map<number, number>()
  private palettesDiffer = false
  private readonly colours = new ColourCensus()
  private readonly greys = new ColourCensus()
  private readonly indexed = new ColourCensus()

  add(file: MaskFile): void {
    const { width, values, rgb, lossy, indexed } = file
    if (!values || lossy) this.colours.add(rgb, width, lossy)
    else if (indexed) {
      this.indexed.add(rgb, width, false)
      this.addIndices(values, rgb)
    } else if (!standsForItself(file, { byIndex: true, byValue: false })) {
      for (const value of values) this.values[value] = 1
      this.greys.add(rgb, width, true)
    }
  }

  private addIndices(values: Uint8Array | Uint16Array, rgb: Uint8Array): void {
    const where = new Int32Array(256).fill(-1)
    values.forEach((value, i) => {
      where[value] = i * 3
    })
    for (const [value, p] of where.entries()) {
      if (p < 0) continue
      const colour = packed(rgb, p)
      const before = this.colourOfIndex.get(value) ?? colour
      if (distance(before, colour) > OTHER_COLOUR) this.palettesDiffer = true
      this.colourOfIndex.set(value, before)
    }
  }

  reading(): MaskReading {
    const byValue = this.values.reduce((sum, one) => sum + one, 0) <= MOST_VALUES
    const palettes = [
      this.colours.palette(),
      ...(byValue ? [] : [this.greys.palette()]),
      ...(this.palettesDiffer ? [this.indexed.palette()] : []),
    ]
    return { byIndex: !this.palettesDiffer, byValue, palette: [...new Set(palettes.flat())] }
  }
}

interface Counted {
  masks: number
  alone: number
  pixels: number
  readonly colour: string
}

/** Counts masks and pixels of each mark. */
class MarkCounts {
  private readonly found = new Map<string, Counted>()
  private pixels = 0

  add(file: MaskFile, reading: MaskReading): void {
    const { keys, places } = marksIn(file, reading)
    const counts = new Uint32Array(keys.length)
    const where = new Int32Array(keys.length).fill(-1)
    places.forEach((place, i) => {
      counts[place]!++
      where[place] = i
    })
    this.pixels += places.length
    const painted = keys.filter((key, place) => counts[place]! > 0 && key !== '0' && key !== '#000000')
    // An index says what it is, whatever it is beside.
    const alone = painted.length === 1 && !file.indexed ? painted[0] : undefined
    counts.forEach((count, place) => {
      if (count === 0) return
      const key = keys[place]!
      const colour = key.startsWith('#') ? key : colourAt(file, keys.length === 2 ? -1 : where[place]!, key)
      const own = this.found.get(key) ?? { masks: 0, alone: 0, pixels: 0, colour }
      own.masks++
      own.pixels += count
      if (key === alone) own.alone++
      this.found.set(key, own)
    })
  }

  marks(): MaskMark[] {
    const order = [...this.found].sort(
      ([a], [b]) =>
        Number(a.startsWith('#')) - Number(b.startsWith('#')) || Number(a) - Number(b) || (a < b ? -1 : 1),
    )
    return order.map(([key, { masks, alone, pixels, colour }]) => ({
      key,
      kind: key.startsWith('#') ? 'colour' : 'value',
      colour,
      masks,
      ...(alone > 0 ? { alone } : {}),
      share: pixels / this.pixels,
    }))
  }
}

const greyHex = (value: number) => hexOf(value * 0x010101)

/** How a mark looks: the palette's colour where the file is indexed, else its grey. */
function colourAt({ rgb, indexed }: MaskFile, pixel: number, key: string): string {
  if (!indexed || pixel < 0) return greyHex(Number(key))
  return hexOf(packed(rgb, pixel * 3))
}
