import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { type Hand, Painting } from '../../src/renderer/editor/Painting.ts'
import type { Rectangle } from '../../src/renderer/editor/pixels/Rectangle.ts'
import type { Scene } from '../../src/renderer/editor/tools/Tool.ts'
import { cutPatch, emptyMask, type Mask, type MaskPatch, withPatch } from '../../src/shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from './me.ts'

/**
 * A frame as a person has it open, without a window: the painting, what a screen would show of it, a replay of every
 * change, and the engine that saves them.
 */
export class PlayedFrame {
  readonly painting: Painting
  /** What a canvas shows that is redrawn only where the painting says so. */
  shown: Mask
  /** The changes, put one after another. */
  replay: Mask
  private readonly study: OpenStudy
  private readonly frame: number
  private readonly unsaved: { patch: MaskPatch; restores: number | null; copied: boolean }[] = []
  private older: number | undefined
  private layer: number | undefined
  private revision: number
  private strokes = 0

  private constructor(
    study: OpenStudy,
    frame: number,
    opened: { mask: Mask; layer: number | undefined; revision: number; shows: number },
    hand: Hand,
    scene: Scene,
  ) {
    const { mask, layer, revision, shows } = opened
    this.study = study
    this.frame = frame
    this.layer = layer
    this.revision = revision
    this.shown = emptyMask(mask.width, mask.height)
    this.painting = new Painting(mask.width, mask.height, hand, () => scene, {
      onDirty: (rectangle) => this.redraw(rectangle),
      onChange: (patch, restores, copied) => {
        this.unsaved.push({ patch, restores, copied })
        this.replay = withPatch(this.replay, patch)
      },
      onOlder: (wanted) => {
        this.older = wanted
      },
      onBlocked: () => {},
    })
    this.replay = mask
    this.painting.load(mask, { shows, revisions: revision })
  }

  static async open(
    study: OpenStudy,
    frame: number,
    size: Mask,
    hand: Hand,
    scene: Scene,
  ): Promise<PlayedFrame> {
    const own = (await LabelService.list(callIn(study), frame)).find((layer) => layer.own)
    const mask = own ? decodeMask((await LabelService.mask(study, own.id)).bytes) : size
    const opened = { mask, layer: own?.id, revision: own?.revision ?? 0, shows: own?.shows ?? 0 }
    return new PlayedFrame(study, frame, opened, hand, scene)
  }

  /** Saves what is not saved, and answers an undo that goes behind what this window knows. */
  async settle(): Promise<void> {
    for (let next = this.unsaved.shift(); next; next = this.unsaved.shift()) {
      const { patch, restores, copied } = next
      const { x, y, ...mask } = patch
      const saved = await LabelService.paint(callIn(this.study), {
        frame: this.frame,
        stroke: `played-${this.frame}-${this.revision}-${this.strokes++}`,
        base: this.revision,
        x,
        y,
        patch: encodeMask(mask),
        restores,
        copied,
      })
      this.revision = saved.revision
      this.layer = saved.layer
    }
    const { older } = this
    this.older = undefined
    if (older === undefined || this.layer === undefined) return
    const before = await LabelService.before(callIn(this.study), this.layer, older)
    if (!before) return
    this.painting.rewind(decodeMask(before.bytes), before.revision)
    await this.settle()
  }

  /** The mask as the engine has it. */
  async saved(): Promise<Mask> {
    return this.layer === undefined
      ? emptyMask(this.shown.width, this.shown.height)
      : decodeMask((await LabelService.mask(this.study, this.layer)).bytes)
  }

  private redraw(rectangle: Rectangle): void {
    this.shown = withPatch(this.shown, cutPatch(this.painting.mask, rectangle))
  }
}
