import type { Part } from '../../../shared/assistant/messages.ts'
import type { Alike, AssistBox, AssistClick, AssistState, Proposal } from '../../../shared/contract/assist.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { framePath } from '../../files/originals.ts'
import { comesBehind } from '../../process/goBehind.ts'
import type { Runtime } from '../machine/Runtime.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { Assistant } from './Assistant.ts'
import type { AssistantProcess } from './AssistantProcess.ts'
import { Gallery } from './alike/Gallery.ts'
import { eachLook } from './alike/looks.ts'
import { twins } from './alike/twins.ts'
import { boundEmbeddings, cachedBytes, Embeddings, MOST_KEPT } from './Embeddings.ts'
import { Pace, paceFile } from './Pace.ts'
import { isSamePair, type Pair, pairInUse, shortHash } from './pair.ts'
import { type FrameFile, Reading } from './Reading.ts'

/** A box and the clicks after it, on a frame. */
export interface Prompt {
  readonly frame: number
  readonly box: AssistBox
  readonly clicks: readonly AssistClick[]
}

/** What frames are to look like: one, or what a box on it holds. */
export interface Likeness {
  readonly frame: number
  readonly region?: AssistBox | undefined
  readonly count: number
}

/** How long processes wait for more, ms: the encoder takes half a gigabyte, and comes back within a second. */
const ENCODER_STAYS = 2 * 60_000
const DECODER_STAYS = 10 * 60_000
/** How often it is looked whether there is time for what nobody has asked for, ms. */
const BETWEEN_READINGS = 10_000

/** What works with one pair of nets. */
interface AtWork {
  readonly pair: Pair
  readonly encoder: Assistant
  readonly decoder: Assistant
  readonly reading: Reading
  readonly embeddings: Embeddings
  readonly gallery: Gallery
}

/**
 * A first mask from a box, before anything was trained. One per open study, and the one owner of the two processes that
 * compute. It is no model of the study: it was made elsewhere and has seen none of its labels, so frames that are held out
 * to judge models may be painted with its help.
 */
export class AssistService {
  static readonly bound = boundEmbeddings
  static readonly cachedBytes = cachedBytes
  static readonly eachLook = eachLook
  static readonly twins = twins
  private readonly study: OpenStudy
  private readonly runtime: Runtime
  private atWork: Promise<AtWork | undefined> = Promise.resolve(undefined)
  private gallery: Gallery | undefined
  private reading: Reading | undefined
  private timer: NodeJS.Timeout | undefined
  /** Whether no round runs or is about to. */
  private readonly isFree: () => boolean
  private isClosed = false
  /** Which frame a decoder's process has. */
  private readonly holding = new WeakMap<AssistantProcess, string>()

  constructor(study: OpenStudy, runtime: Runtime, isFree: () => boolean) {
    this.study = study
    this.runtime = runtime
    this.isFree = isFree
    // What was read before is there for the queue at once; where it is not, whoever asks hears why.
    this.ready().catch(() => {})
  }

  /** See the contract. Fails FRAME_NOT_FOUND. */
  async prepare(ids: readonly number[]): Promise<AssistState> {
    const frames = await this.filesOf(ids)
    const first = ids[0] === undefined ? undefined : frames.get(ids[0])
    if (!first) throw new Failure('frameGone')
    const atWork = await this.ready()
    if (!atWork) return { kind: 'off', reason: reasonOf('assistNotSetUp') }
    const { encoder, decoder, reading, embeddings } = atWork
    decoder.warm()
    const wanted = ids.flatMap((id) => frames.get(id) ?? [])
    const isRead = (await embeddings.of(first.sha256)) !== undefined
    reading.want(wanted.filter((frame) => !reading.whyNot(frame)))
    const off = decoder.off ?? encoder.off ?? reading.whyNot(first)
    if (off) return { kind: 'off', reason: off }
    return isRead ? { kind: 'ready' } : { kind: 'reading', seconds: reading.secondsUntil(first) }
  }

  /** See the contract. Fails FRAME_NOT_FOUND, FILE_DAMAGED, ASSIST_OFF, WRONG_USAGE. */
  async propose({ frame: id, box, clicks }: Prompt): Promise<Proposal> {
    const frame = (await this.filesOf([id])).get(id)
    if (!frame) throw new Failure('frameGone')
    if (isOutside(box, frame)) throw new Failure('boxOutside')
    const atWork = await this.ready()
    if (!atWork) throw new Failure('assistNotSetUp')
    // Where the decoder cannot be loaded, nobody waits for the encoder.
    const [embedding] = await Promise.all([
      atWork.reading.read(frame),
      atWork.decoder.use(({ loaded }) => loaded),
    ])
    const { mask, score } = await atWork.decoder.use((process) => {
      if (this.holding.get(process) !== frame.sha256) {
        this.holding.set(process, frame.sha256)
        // Where that fails, what follows it fails too, and is heard.
        process.ask('hold', { embedding }).catch(() => {})
      }
      return process.ask('propose', { box, clicks })
    })
    return { mask: Buffer.from(mask).toString('base64'), score }
  }

  /**
   * Reads ahead the frames that have no label yet, as far as the cache keeps them; what is read already stays, so that it goes on
   * where it was broken off. Frames whose picture cannot be read are counted and passed over. Throws a `Refused` where assist is off.
   */
  async readAll(onProgress: (done: number, total: number, seconds: number | null) => void) {
    const atWork = await this.ready()
    if (!atWork) throw new Failure('assistNotSetUp')
    const { reading, embeddings } = atWork
    const ids = this.study.index.ids({ hidden: false, labelled: false }, undefined)
    const frames = [...(await this.filesOf(ids.slice(0, MOST_KEPT))).values()]
    const missing = frames.filter(({ sha256 }) => !embeddings.has(sha256))
    let unreadable = 0
    for (const [done, frame] of missing.entries()) {
      onProgress(done, missing.length, reading.secondsUntil(frame))
      await reading.read(frame).catch((error: unknown) => {
        if (!reading.whyNot(frame)) throw error
        unreadable++
      })
    }
    const read = missing.length - unreadable
    return { read, unreadable, before: frames.length - missing.length, left: ids.length - frames.length }
  }

  /** See the contract. Fails FRAME_NOT_FOUND, FILE_DAMAGED, ASSIST_OFF, WRONG_USAGE. */
  async alike({ frame: id, region, count }: Likeness): Promise<Alike> {
    const frame = (await this.filesOf([id])).get(id)
    if (!frame) throw new Failure('frameGone')
    if (region && isOutside(region, frame)) throw new Failure('boxOutside')
    const atWork = await this.ready()
    if (!atWork) throw new Failure('assistNotSetUp')
    const { gallery, reading } = atWork
    return gallery.alike({ frame: id, sha256: frame.sha256, region, count }, () => reading.read(frame))
  }

  /** Somebody paints: no frame is read beside it that nobody waits for. */
  giveWayToPainting(): void {
    this.gallery?.giveWay()
    this.reading?.giveWay()
  }

  /** What the two processes take now, bytes. */
  async memory(): Promise<Record<Part, number>> {
    const atWork = await this.ready()
    if (!atWork) throw new Failure('assistNotSetUp')
    const of = async (part: Part) => (await atWork[part].use((process) => process.ask('memory', {}))).bytes
    return { encoder: await of('encoder'), decoder: await of('decoder') }
  }

  /** Ends what is at work; resolves when no process is left. */
  async close(): Promise<void> {
    this.isClosed = true
    clearInterval(this.timer)
    const atWork = await this.atWork.catch(() => undefined)
    await Promise.all([atWork?.encoder.close(), atWork?.decoder.close()])
    await atWork?.gallery.close()
  }

  /** What works with the pair that is in place now, which a person may have changed; undefined where there is none. */
  private ready(): Promise<AtWork | undefined> {
    this.atWork = this.atWork.then(async (before) => {
      if (this.isClosed) throw new Failure('studyClosed')
      const pair = await pairInUse(this.runtime.assistFolder)
      if (pair && before && isSamePair(pair, before.pair)) return before
      await Promise.all([before?.encoder.close(), before?.decoder.close(), before?.gallery.close()])
      return pair && this.begin(pair)
    })
    return this.atWork
  }

  private async begin(pair: Pair): Promise<AtWork> {
    const { runtime, study } = this
    const encoder = new Assistant(runtime, 'encoder', pair.encoder, {
      behind: comesBehind(),
      standsStill: true,
      stays: ENCODER_STAYS,
    })
    const decoder = new Assistant(runtime, 'decoder', pair.decoder, { behind: false, stays: DECODER_STAYS })
    const embeddings = new Embeddings(study.store, shortHash(pair))
    const pace = await Pace.of(paceFile(runtime), shortHash(pair))
    const gallery = await Gallery.of(study, shortHash(pair), () => runtime.readsAhead && this.isFree())
    const reading = new Reading(encoder, embeddings, pace, gallery)
    this.gallery = gallery
    this.reading = reading
    gallery.makeUp(embeddings)
    this.goOn(reading, gallery)
    return { pair, encoder, decoder, embeddings, reading, gallery }
  }

  private goOn(reading: Reading, gallery: Gallery): void {
    clearInterval(this.timer)
    if (!this.runtime.readsAhead || this.isClosed) return
    this.timer = setInterval(() => {
      reading.goOn()
      // What fails here fails again for whoever asks, and is heard then.
      gallery.goOn().catch(() => {})
    }, BETWEEN_READINGS).unref()
  }

  private async filesOf(ids: readonly number[]) {
    const { db, folder } = this.study.store
    const rows = await db
      .selectFrom('frame')
      .select(['id', 'sha256', 'extension', 'width', 'height'])
      .where('id', 'in', [...ids])
      .execute()
    return new Map(
      rows.map(({ id, sha256, extension, width, height }) => {
        const file: FrameFile = { sha256, path: framePath(folder, sha256, extension) }
        return [id, { ...file, width, height }] as const
      }),
    )
  }
}

function isOutside({ left, top, right, bottom }: AssistBox, frame: { width: number; height: number }) {
  const isEmpty = !(right > left && bottom > top)
  return isEmpty || right <= 0 || bottom <= 0 || left >= frame.width || top >= frame.height
}
