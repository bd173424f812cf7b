import type { Mask } from '../../shared/domain/mask.ts'
import type { Probabilities } from '../../shared/domain/probabilities.ts'
import { isPlain } from '../../shared/domain/window.ts'
import type { EditorEvents } from './EditorEvents.ts'
import type { EditorSettings, Looks } from './EditorSettings.ts'
import { FrameStage } from './FrameStage.ts'
import { withMaskFilled } from './looks.ts'
import { MaskPicture } from './MaskPicture.ts'
import { Overlays, type ShownLayer } from './Overlays.ts'
import { Painting } from './Painting.ts'
import { PointerInput } from './PointerInput.ts'
import { Picture } from './picture/Picture.ts'
import type { Point, Sample } from './Rectangle.ts'
import { toolKind } from './tools/index.ts'
import { radiusOf } from './tools/stampLine.ts'
import type { Need } from './tools/Tool.ts'

/** An opened frame as the editor takes it. */
export interface OpenedFrame {
  /** Decoded, to be shown. */
  readonly bitmap: ImageBitmap
  /** The same, to be read. */
  readonly file: Blob
  readonly mask: Mask | undefined
  readonly shows: number
  readonly revisions: number
  readonly layers: readonly ShownLayer[]
  readonly probabilities: Probabilities | undefined
}

/** Side of a superpixel, as a share of the frame's longer side, and its least, px. */
const SUPERPIXEL = { share: 1 / 80, least: 8 }
/** Lesions are measured when no step has come for so long, ms. */
const MEASURE_AFTER = 250

/** The canvas of one frame: painting, stage and pointer brought together. No React: panels set `configure` and listen. */
export class Editor {
  private readonly painting: Painting
  private readonly mine: MaskPicture
  private readonly stage: FrameStage
  private readonly input: PointerInput
  private readonly picture: Picture
  private readonly overlays: Overlays
  private readonly events: EditorEvents
  private readonly frame: OpenedFrame
  private settings: EditorSettings
  private keyboard: Point | undefined
  private preparing = false
  private ownPixels: Uint8ClampedArray | undefined
  private measuring: ReturnType<typeof setTimeout> | undefined
  private disposed = false
  /** Whether one's own mask is filled for as long as a key or a button is held. */
  private fillHeld = false
  /** The looks that are shown. */
  private looks: Looks

  constructor(container: HTMLDivElement, frame: OpenedFrame, settings: EditorSettings, events: EditorEvents) {
    const { width, height } = frame.bitmap
    this.frame = frame
    this.settings = settings
    this.looks = settings
    this.events = events
    this.picture = new Picture(frame.file)
    this.overlays = new Overlays(frame.layers)
    this.painting = new Painting(width, height, settings, () => this.scene(), {
      onDirty: (rectangle) => this.stage?.paint(rectangle),
      onChange: (...step) => {
        events.onChange(...step)
        this.stepDone()
      },
      onOlder: events.onOlder,
      onBlocked: events.onBlocked,
    })
    this.painting.load(frame.mask, frame)
    this.mine = new MaskPicture(this.painting.mask, 'solid', settings.colours, settings.mask)
    this.stage = new FrameStage(container, frame.bitmap, this.mine, () => this.tell())
    this.input = new PointerInput(container, this.pointerTarget())
    this.apply(settings, undefined)
    this.stepDone()
  }

  configure(settings: EditorSettings): void {
    const before = this.settings
    this.settings = settings
    this.painting.take(settings)
    this.apply(settings, before)
  }

  /** Shows a mask that was put in place elsewhere (an accepted overlay) as one step that undo takes back. */
  adopt(mask: Mask): void {
    this.painting.adopt(mask)
    this.stepDone()
  }

  /** Shows the mask before the oldest step here, as undo. */
  rewind(mask: Mask, revision: number): void {
    this.painting.rewind(mask, revision)
  }

  undo(): void {
    if (!this.settings.readOnly) this.painting.undo()
  }

  redo(): void {
    if (!this.settings.readOnly) this.painting.redo()
  }

  /** The mask as it is now. */
  get mask(): Mask {
    return this.painting.mask
  }

  get view(): FrameStage {
    return this.stage
  }

  /** Works on the frame's picture, for what is beside the canvas. */
  get pictureWorks(): Picture {
    return this.picture
  }

  /** While held: dragging pans, the brush erases, the frame is bare, one's own mask is filled. */
  hold(keys: { space?: boolean; alt?: boolean; bare?: boolean; fill?: boolean }): void {
    if (keys.space !== undefined) this.input.panHeld = keys.space
    if (keys.alt !== undefined) this.painting.hold(keys.alt ? 'eraser' : undefined)
    if (keys.bare !== undefined) this.stage.setBare(keys.bare)
    if (keys.fill === undefined) return
    this.fillHeld = keys.fill
    this.showLooks()
  }

  /** Enter: ends a begun polygon. Esc drops it, Backspace its last corner. */
  finish(): void {
    if (!this.settings.readOnly) this.painting.finish()
    this.drawMarks()
  }

  cancel(step: boolean): void {
    this.painting.tool.cancel?.(step)
    this.drawMarks()
  }

  /** More or less of what the tool in hand takes; false where it has no such thing. */
  tune(by: number): boolean {
    const { tool } = this.painting
    tool.tune?.(this.painting.context, by)
    this.drawMarks()
    return tool.tune !== undefined
  }

  /** Puts another mask in place of the one shown, as one step: clean-ups and copies. */
  change(next: (mask: Mask) => Mask, copied = false): void {
    if (!this.settings.readOnly) this.painting.change(next, copied)
  }

  /** Brings the keyboard's pointer in, or sends it away. */
  toggleKeyboardPointer(): void {
    const { width, height } = this.painting.mask
    this.keyboard = this.keyboard ? undefined : { x: width / 2, y: height / 2 }
    this.drawMarks()
    this.tell()
  }

  /** Moves the keyboard's pointer, screen px; false where it is away. */
  nudge(dx: number, dy: number): boolean {
    const at = this.keyboard
    if (!at) return false
    const { width, height } = this.painting.mask
    const { scale } = this.stage.view
    this.keyboard = {
      x: Math.min(width, Math.max(0, at.x + dx / scale)),
      y: Math.min(height, Math.max(0, at.y + dy / scale)),
    }
    this.painting.move([{ ...this.keyboard, pressure: 1 }])
    this.drawMarks()
    this.tell()
    return true
  }

  /** A click where the keyboard's pointer is; false where it is away. */
  press(): boolean {
    if (!this.keyboard) return false
    if (this.settings.readOnly) return true
    this.painting.down({ ...this.keyboard, pressure: 1 })
    this.painting.up()
    this.drawMarks()
    return true
  }

  dispose(): void {
    this.disposed = true
    clearTimeout(this.measuring)
    this.input.dispose()
    this.picture.dispose()
    this.stage.dispose()
  }

  private pointerTarget() {
    const editor = this
    const sampled = ({ pressure, ...at }: Sample): Sample => ({
      ...at,
      pressure: editor.settings.pressure ? pressure : 1,
    })
    return {
      get view() {
        return editor.stage.view
      },
      get mayPaint() {
        return !editor.settings.readOnly || !toolKind(editor.painting.toolId).paints
      },
      down(at: Sample, eraser: boolean) {
        if (eraser) editor.painting.hold('eraser')
        editor.painting.down(sampled(at))
        editor.drawMarks(sampled(at))
      },
      move(samples: readonly Sample[]) {
        editor.painting.move(samples.map(sampled))
        editor.drawMarks(samples.at(-1))
      },
      up() {
        editor.painting.up()
        editor.drawMarks()
        editor.tell()
      },
      drop() {
        editor.painting.drop()
        editor.drawMarks()
      },
      hover(at: Sample | undefined) {
        if (at) editor.painting.move([at])
        editor.drawMarks(at)
      },
      finish: () => editor.finish(),
      pan: (by: Point) => editor.stage.pan(by),
      zoom: (at: Point, factor: number) => editor.stage.zoom(at, factor),
      resize: (by: number) => editor.events.onResize(by),
    }
  }

  /** Shows the settings; only what differs from before is worked out again. */
  private apply(settings: EditorSettings, before: EditorSettings | undefined): void {
    const { window } = settings
    this.showLooks(before?.colours !== settings.colours)
    if (before?.heat !== settings.heat) void this.showHeat(settings.heat)
    if (before?.window !== window) void this.showWindow()
    const isSoft = settings.hardness < 1
    if (before?.tool !== settings.tool || isSoft !== before.hardness < 1) void this.prepare(settings.tool)
    this.drawMarks()
  }

  private showLooks(recoloured = false): void {
    const { colours } = this.settings
    const before = this.looks
    const looks: Looks = this.fillHeld ? withMaskFilled(this.settings) : this.settings
    this.looks = looks
    if (recoloured || looks.mask !== before.mask) {
      this.mine.show(colours, looks.mask)
      this.stage.redrawMask()
    }
    if (recoloured || looks.model !== before.model || looks.others !== before.others)
      this.stage.setOverlays(this.overlays.shown(looks, colours))
  }

  private async showWindow(): Promise<void> {
    const { window } = this.settings
    const shown = isPlain(window) ? this.frame.bitmap : await this.picture.ask('windowed', window)
    // A slider goes on while the last picture is made: only the newest setting is shown.
    if (this.disposed || window !== this.settings.window) return
    this.stage.setPicture(shown)
  }

  private async showHeat(heat: EditorSettings['heat']): Promise<void> {
    const { probabilities, bitmap } = this.frame
    const found =
      heat === 'off' || !probabilities
        ? undefined
        : await this.picture.ask('heat', { probabilities, map: heat })
    if (this.disposed || heat !== this.settings.heat) return
    this.overlays.setHeat(found, bitmap.width, bitmap.height)
    this.stage.setOverlays(this.overlays.shown(this.looks, this.settings.colours))
  }

  /** Finds in the picture what a tool needs. */
  private async prepare(tool: string): Promise<void> {
    const needs = toolKind(tool).needs?.(this.settings) ?? []
    this.preparing = needs.some((need) => this.picture.found(need) === undefined)
    this.tell()
    await Promise.all(needs.map((need) => this.find(need)))
    if (this.disposed || tool !== this.settings.tool) return
    this.preparing = false
    this.tell()
  }

  private find(need: Need): Promise<void> {
    const { probabilities, bitmap } = this.frame
    switch (need) {
      case 'pixels':
        return this.picture.find('pixels', null)
      case 'edges':
        return this.picture.find('edges', null)
      case 'superpixels': {
        const side = Math.max(SUPERPIXEL.least, SUPERPIXEL.share * Math.max(bitmap.width, bitmap.height))
        return this.picture.find('superpixels', { side })
      }
      case 'foreground':
        return probabilities ? this.picture.find('foreground', probabilities) : Promise.resolve()
    }
  }

  private scene() {
    return {
      scale: this.stage.view.scale,
      pixels: () => this.pixelsNow(),
      edges: () => this.picture.found('edges'),
      superpixels: () => this.picture.found('superpixels'),
      foreground: () => this.picture.found('foreground'),
      pick: (value: number) => this.events.onPick(value),
    }
  }

  /** The frame's pixels: from the worker, or read here where a hand is quicker than it. */
  private pixelsNow(): Uint8ClampedArray {
    const found = this.picture.found('pixels') ?? this.ownPixels
    if (found) return found
    const { bitmap } = this.frame
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('The browser offers no 2-D canvas.')
    context.drawImage(bitmap, 0, 0)
    this.ownPixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data
    return this.ownPixels
  }

  private drawMarks(at?: Sample): void {
    const { marks } = this.stage
    const isSized = toolKind(this.painting.toolId).sized
    const cursor = isSized ? 'none' : this.canWork ? 'crosshair' : 'not-allowed'
    this.stage.container.style.setProperty('--tool-cursor', cursor)
    marks.circleAt(isSized ? at : undefined, radiusOf(this.settings.size, at?.pressure ?? 1))
    marks.crossAt(this.keyboard)
    marks.draw(this.painting.tool.outline?.() ?? [])
  }

  /** Whether the tool in hand finds on this frame what it works with. */
  private get canWork(): boolean {
    const needs = toolKind(this.painting.toolId).needs?.(this.settings) ?? []
    return this.frame.probabilities !== undefined || !needs.includes('foreground')
  }

  private stepDone(): void {
    this.tell()
    clearTimeout(this.measuring)
    this.measuring = setTimeout(() => void this.measure(), MEASURE_AFTER)
  }

  private async measure(): Promise<void> {
    const lesions = await this.picture.ask('lesions', this.painting.mask)
    if (!this.disposed) this.events.onLesions(lesions)
  }

  private tell(): void {
    if (!this.stage) return
    this.events.onState({
      canUndo: this.painting.canUndo,
      canRedo: this.painting.history.canRedo,
      view: this.stage.view,
      stage: this.stage.size,
      preparing: this.preparing,
      measured: this.painting.tool.measured?.() ?? null,
      pointer: this.keyboard ?? null,
    })
  }
}
