import type { Mask } from '../../shared/domain/mask.ts'
import { Appearance } from './Appearance.ts'
import { type DrawnPart, debugging, type EditorReport } from './debugging.ts'
import { drawHand } from './drawHand.ts'
import type { EditorEvents } from './EditorEvents.ts'
import type { EditorSettings } from './EditorSettings.ts'
import { FrameStage } from './FrameStage.ts'
import { KeyboardPointer } from './KeyboardPointer.ts'
import { LesionMeter } from './LesionMeter.ts'
import { IGNORED, MaskPicture } from './MaskPicture.ts'
import type { OpenedFrame, SeenFrame } from './OpenedFrame.ts'
import { Painting } from './Painting.ts'
import { PaintingPointer } from './PaintingPointer.ts'
import { PointerInput } from './PointerInput.ts'
import { Preparation } from './Preparation.ts'
import type { Need } from './picture/needs.ts'
import { Picture } from './picture/Picture.ts'
import type { Point, Sample } from './pixels/Rectangle.ts'
import type { BoxQuestion } from './tools/boxQuestion.ts'
import { toolKind } from './tools/index.ts'

/** The canvas of one frame: ties painting, stage and pointers together. No React: panels set `configure` and listen. */
export class Editor {
  readonly view: FrameStage
  /** Works on the frame's picture, for what is beside the canvas. */
  readonly pictureWorks: Picture
  readonly keyboardPointer: KeyboardPointer
  private readonly painting: Painting
  private readonly handPointer: PaintingPointer
  private readonly appearance: Appearance
  private readonly preparation: Preparation
  private readonly lesions: LesionMeter
  private readonly input: PointerInput
  private readonly events: EditorEvents
  private settings: EditorSettings
  private lastDrawn: DrawnPart | undefined

  constructor(container: HTMLDivElement, frame: OpenedFrame, settings: EditorSettings, events: EditorEvents) {
    this.settings = settings
    this.events = events
    this.pictureWorks = new Picture(frame.file)
    const lesionsOf = (mask: Mask) => this.pictureWorks.ask('lesions', mask)
    this.lesions = new LesionMeter(lesionsOf, events.onLesions, events.onLesionsStale)
    this.preparation = new Preparation(this.pictureWorks, frame, () => this.tell())
    this.painting = this.paintingOf(frame)
    const mine = new MaskPicture(this.painting.mask, 'solid', settings.colours, settings.mask)
    this.view = new FrameStage(container, frame.bitmap, mine, {
      onView: () => this.tell(),
      onDrawn: debugging ? (drawn) => this.tell(drawn) : undefined,
    })
    this.appearance = new Appearance(frame, this.pictureWorks, this.view, mine, settings)
    this.handPointer = new PaintingPointer(this.painting, this.view, {
      settings: () => this.settings,
      mark: (at) => this.drawHand(at),
      finish: () => this.finish(),
      resize: (by) => events.onResize(by),
      onPainting: () => events.onPainting(),
      onGesture: () => this.tell(),
    })
    this.keyboardPointer = new KeyboardPointer(this.painting, {
      scale: () => this.view.view.scale,
      mayPaint: () => this.handPointer.mayPaint,
      onChange: () => {
        this.drawHand()
        this.tell()
      },
    })
    this.input = new PointerInput(container, this.handPointer)
    this.prepare()
    this.drawHand()
    this.stepDone()
  }

  configure(settings: EditorSettings): void {
    const before = this.settings
    this.settings = settings
    this.painting.take(settings)
    this.appearance.show(settings)
    const isSoft = settings.hardness < 1
    if (before.tool !== settings.tool || before.hardness < 1 !== isSoft) this.prepare()
    this.redrawHand()
  }

  /** Shows what is seen over the frame by now; painting, steps and view stay as they are. */
  see(seen: SeenFrame): void {
    this.appearance.see(seen)
    this.preparation.see(seen.probabilities)
    this.drawHand()
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
    this.redrawHand()
  }

  redo(): void {
    if (!this.settings.readOnly) this.painting.redo()
  }

  /** Where the pointer is in the frame; undefined while it is elsewhere. */
  get pointer(): Point | undefined {
    return this.keyboardPointer.at ?? this.handPointer.at
  }

  /** Has a region found that was not drawn by hand, and offers it in a class. */
  propose(question: BoxQuestion, value: number): void {
    if (this.settings.readOnly) return
    this.events.onPick(value)
    this.painting.ask(question)
    this.redrawHand()
  }

  /** The mask as it is now. */
  get mask(): Mask {
    return this.painting.mask
  }

  /** While held: dragging pans, the brush erases, the frame is bare, one's own mask is filled. */
  hold(keys: { space?: boolean; alt?: boolean; bare?: boolean; fill?: boolean }): void {
    if (keys.space !== undefined) this.input.panHeld = keys.space
    const erases = keys.alt && !this.painting.takesClicks
    if (keys.alt !== undefined) this.painting.hold(erases ? 'eraser' : undefined)
    if (keys.bare !== undefined) this.view.setBare(keys.bare)
    if (keys.fill !== undefined) this.appearance.holdFill(keys.fill)
  }

  /** Enter: ends a begun polygon, takes what is offered. Esc drops it, Backspace its last corner or click. */
  finish(): void {
    if (!this.settings.readOnly) this.painting.finish()
    this.redrawHand()
  }

  cancel(step: boolean): void {
    this.painting.cancel(step)
    this.redrawHand()
  }

  /** More or less of what the tool in hand takes; false where it has no such thing. */
  tune(by: number): boolean {
    const { tool } = this.painting
    tool.tune?.(this.painting.context, by)
    this.drawHand()
    return tool.tune !== undefined
  }

  /** Puts another mask in place of the one shown, as one step: clean-ups and copies. */
  change(next: (mask: Mask) => Mask, copied = false): void {
    if (!this.settings.readOnly) this.painting.change(next, copied)
    this.redrawHand()
  }

  dispose(): void {
    this.painting.dropProposal()
    this.preparation.dispose()
    this.appearance.dispose()
    this.lesions.dispose()
    this.input.dispose()
    this.pictureWorks.dispose()
    this.view.dispose()
  }

  /** The painting of a frame, with what is saved of it in place. */
  private paintingOf(frame: OpenedFrame): Painting {
    const { width, height } = frame.bitmap
    const { events, settings } = this
    let isLoaded = false
    const scene = () => ({
      ...this.preparation.found,
      scale: this.view.view.scale,
      pick: (value: number) => events.onPick(value),
      propose: events.onPropose,
      redraw: () => this.redrawHand(),
    })
    const painting = new Painting(width, height, settings, scene, {
      // What is put in place first is drawn with the stage itself, which is not there yet.
      onDirty: (rectangle) => isLoaded && this.view.paint(rectangle),
      onChange: (...step) => {
        events.onChange(...step)
        this.stepDone()
      },
      onOlder: events.onOlder,
      onBlocked: events.onBlocked,
    })
    painting.load(frame.mask, frame)
    isLoaded = true
    return painting
  }

  private prepare(): void {
    void this.preparation.prepare(this.needsOf(this.settings.tool))
  }

  private needsOf(tool: string): readonly Need[] {
    return toolKind(tool).needs?.(this.settings) ?? []
  }

  private drawHand(pointer?: Sample): void {
    const { tool, toolId, proposal } = this.painting
    const { value, colours } = this.settings
    drawHand(this.view, {
      kind: toolKind(toolId),
      tool,
      canWork: this.preparation.canFind(this.needsOf(toolId)),
      size: this.settings.size,
      pointer,
      keyboardPointer: this.keyboardPointer.at,
      proposal,
      colour: colours[value] ?? IGNORED,
    })
    // The tool may be in another state, of which nobody else need know.
    if (debugging) this.tell()
  }

  /** The same, where what is seen of the hand beside the canvas may be other too. */
  private redrawHand(): void {
    this.drawHand()
    this.tell()
  }

  private stepDone(): void {
    this.tell()
    this.lesions.measureSoon(this.painting.mask)
  }

  private tell(drawn = this.lastDrawn): void {
    this.lastDrawn = drawn
    const { proposal } = this.painting
    this.events.onState({
      canUndo: this.painting.canUndo,
      canRedo: this.painting.canRedo,
      view: this.view.view,
      stage: this.view.size,
      preparing: this.preparation.isUnderWay,
      measured: this.painting.tool.measured?.() ?? null,
      proposal: proposal ? (proposal.waits ? 'waiting' : 'standing') : 'none',
      pointer: this.keyboardPointer.at ?? null,
      ...(debugging ? { report: this.report } : {}),
    })
  }

  private get report(): EditorReport {
    const { revision, toolId, toolState } = this.painting
    return { drawn: this.lastDrawn, revision, tool: toolId, toolState }
  }
}
