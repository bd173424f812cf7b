import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { type Mask, resizeNearest } from '../../../shared/domain/mask.ts'
import { streamFor } from '../../../shared/domain/random.ts'
import { labelWindow, reached, type Window, windowOf } from '../../../shared/domain/resample.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { Batch, UnlabelledBatch } from './Batch.ts'
import { type Box, drawCutMixBox } from './cutMixBox.ts'
import { type LabelledDraw, labelledDraw } from './labelledDraw.ts'
import { lesionCrop } from './lesionCrop.ts'
import type { Picture } from './picture.ts'
import { SampleOrder } from './SampleOrder.ts'
import { strongViews } from './strongViews.ts'
import type { Views } from './Views.ts'
import { vetoOn, withoutVetoed } from './vetoed.ts'
import { weakViews } from './weakViews.ts'

export interface BatchPlan {
  /** Masks as `encodeMask` writes them, in the frame's own pixels. */
  readonly labelled: readonly { readonly path: string; readonly mask: Uint8Array }[]
  /** Empty for a method that does not use them. */
  readonly unlabelled: readonly UnlabelledPicture[]
  readonly batch: number
  readonly size: number
  readonly seed: number
  /** Longest side that frames are brought to before augmentation, px; null keeps their own. */
  readonly frameSide: number | null
  /** As in the settings of a round; 0 where nothing is said. */
  readonly rareShare?: number
  readonly rareCrops?: number
  readonly views: Views
}

/** `veto`: what of it is not learned from, 1 there; in the frame's own pixels, as the others. */
interface UnlabelledPicture {
  readonly path: string
  readonly truth?: Uint8Array
  readonly veto?: Uint8Array
}

type UnlabelledViews = NonNullable<Views['unlabelled']>

/** Makes any step's batch from its number alone: every draw comes from a stream of (seed, step, place). */
export class BatchMaker {
  private readonly plan: BatchPlan
  private readonly picture: (path: string) => Promise<Picture>
  private readonly draw: LabelledDraw
  private readonly labelledOrder: SampleOrder
  private readonly unlabelledOrder: SampleOrder | undefined

  constructor(plan: BatchPlan, picture: (path: string) => Promise<Picture>) {
    const { labelled, unlabelled, batch, seed } = plan
    this.plan = plan
    this.picture = picture
    this.draw = labelledDraw(
      labelled.map(({ mask }) => mask),
      plan.rareShare ?? 0,
    )
    const longest = Math.max(this.draw.frames.length, unlabelled.length)
    this.labelledOrder = new SampleOrder(this.draw.frames.length, longest, batch, seed, 'labelled')
    if (unlabelled.length > 0) {
      this.unlabelledOrder = new SampleOrder(unlabelled.length, longest, batch, seed, 'unlabelled')
    }
  }

  async make(step: number): Promise<Batch> {
    const { batch, size, views } = this.plan
    const labelled = await this.labelledPart(step)
    const epoch = Math.floor(step / this.labelledOrder.stepsPerEpoch)
    const { unlabelledOrder: order } = this
    if (!order || !views.unlabelled) return { size, images: batch, epoch, labelled }
    const unlabelled = await this.unlabelledPart(step, order, views.unlabelled, '')
    const mix = views.unlabelled.mix
      ? { mix: await this.unlabelledPart(step, order, views.unlabelled, 'mix-') }
      : {}
    return { size, images: batch, epoch, labelled, unlabelled, ...mix }
  }

  private async labelledPart(step: number) {
    const { batch, size, views } = this.plan
    const beyond = views.padding?.labelled === 'background' ? 0 : IGNORE
    const pixels = new Uint8Array(batch * size * size * 3)
    const label = new Uint8Array(batch * size * size)
    for (const [place, index] of this.labelledOrder.indices(step).entries()) {
      const frame = this.draw.frames[index]!
      const { path, mask } = this.plan.labelled[frame]!
      const picture = await this.picture(path)
      const truth = resizeNearest(decodeMask(mask), picture.width, picture.height)
      const drawn = this.weakView(picture, 'weak-l', step, place)
      const window = this.laidAround(this.draw.rare[frame]!, drawn, truth, step, place)
      pixels.set(windowOf(picture, window), place * size * size * 3)
      label.set(labelWindow(truth, window, beyond), place * size * size)
    }
    return { pixels, label }
  }

  /** A window drawn at random, or laid around a lesion of a rare class in that share of the crops of frames that hold one. */
  private laidAround(
    rare: readonly number[],
    drawn: Window,
    truth: Mask,
    step: number,
    place: number,
  ): Window {
    const { seed, rareCrops = 0 } = this.plan
    if (rare.length === 0 || rareCrops === 0) return drawn
    const random = streamFor(seed, 'rare-crop', step, place)
    return random() < rareCrops ? lesionCrop(drawn, truth, rare, random) : drawn
  }

  private async unlabelledPart(
    step: number,
    order: SampleOrder,
    { strong: views }: UnlabelledViews,
    draw: '' | 'mix-',
  ): Promise<UnlabelledBatch> {
    const { batch, size } = this.plan
    const isIgnored = this.plan.views.padding?.unlabelled !== 'counted'
    const weak = new Uint8Array(batch * size * size * 3)
    const strong = views.map(() => ({
      pixels: new Uint8Array(batch * size * size * 3),
      boxes: boxesOf(batch),
    }))
    const ignore = new Uint8Array(batch * size * size)
    const truth = new Uint8Array(batch * size * size).fill(IGNORE)
    for (const [place, index] of order.indices(step).entries()) {
      const frame = this.plan.unlabelled[index]!
      const picture = await this.picture(frame.path)
      const window = this.weakView(picture, `${draw}weak-u`, step, place)
      const vetoed = frame.veto && vetoOn(decodeMask(frame.veto), picture)
      const crop = windowOf(vetoed ? withoutVetoed(picture, vetoed, window.beyond) : picture, window)
      weak.set(crop, place * size * size * 3)
      for (const [k, view] of views.entries()) {
        const random = streamFor(this.plan.seed, `${draw}${k === 0 ? 'strong' : `strong-${k}`}`, step, place)
        strong[k]!.pixels.set(strongViews[view.kind](crop, size, random), place * size * size * 3)
        strong[k]!.boxes[place] = random() < view.boxProbability ? drawCutMixBox(size, random) : undefined
      }
      if (isIgnored) ignore.set(paddingOf(window), place * size * size)
      if (vetoed)
        for (const [i, value] of labelWindow(vetoed, window, 0).entries())
          if (value === 1) ignore[place * size * size + i] = IGNORE
      if (frame.truth) {
        const mask = resizeNearest(decodeMask(frame.truth), picture.width, picture.height)
        truth.set(labelWindow(mask, window, IGNORE), place * size * size)
      }
    }
    const isKnown = this.plan.unlabelled.some((frame) => frame.truth !== undefined)
    return { weak, strong, ignore, ...(isKnown ? { truth } : {}) }
  }

  private weakView({ width, height }: Picture, stream: string, step: number, place: number): Window {
    const { size, seed, views } = this.plan
    const draw = weakViews[views.weak ?? 'scaled']
    return draw(width, height, size, streamFor(seed, stream, step, place), views.weakCrop, views.base)
  }
}

const boxesOf = (batch: number) => Array.from({ length: batch }, (): Box | undefined => undefined)

/** 255 where the window lies beyond the scaled picture, `[size,size]`. */
function paddingOf(window: Window): Uint8Array {
  const { size, flip } = window
  const { x, y, wide, tall } = reached(window)
  const ignore = new Uint8Array(size * size).fill(IGNORE)
  const first = flip ? size - x - wide : x
  for (let row = y; row < y + tall; row++) ignore.fill(0, row * size + first, row * size + first + wide)
  return ignore
}
