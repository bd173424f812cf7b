import Konva from 'konva'
import type { LabelClass } from '../../shared/domain/labelClass.ts'
import { cutPatch, type Mask, type MaskPatch } from '../../shared/domain/mask.ts'
import { History, type Restored } from './History.ts'
import { MaskCanvas } from './MaskCanvas.ts'
import { PointerMarks } from './PointerMarks.ts'
import { around, type Point, type Rectangle } from './Rectangle.ts'
import { toolKind, toolSet } from './tools/index.ts'
import type { Tool, ToolContext } from './tools/Tool.ts'
import { fitted, toFrame, type Viewport, zoomedAt } from './Viewport.ts'

/** What the editor is set to; the panels change it. */
export interface EditorSettings {
  /** A tool's id. */
  readonly tool: string
  readonly value: number
  readonly size: number
  readonly maskOpacity: number
  readonly overlayOpacity: number
  readonly showMask: boolean
  readonly showOverlay: boolean
  readonly readOnly: boolean
}

/** What the editor tells: a change to save, and that something shown beside the canvas changed. */
export interface EditorEvents {
  /** `restores`: the revision that undo or redo brings back with it; null for new paint. */
  onChange(patch: MaskPatch, restores: number | null): void
  /** Undo goes behind what was painted since the frame was opened: `rewind` is wanted to the mask before. */
  onOlder(revision: number): void
  /** A class was taken into hand from the canvas. */
  onPick(value: number): void
  onState(state: { canUndo: boolean; canRedo: boolean; zoom: number }): void
}

/** Above this zoom the frame's pixels are shown as squares. */
const SQUARES_FROM = 4

/**
 * The canvas of one frame: image, model overlay and mask as Konva images, the label map underneath. No React: the
 * panels set `settings` and listen.
 */
export class Editor {
  private readonly stage: Konva.Stage
  private readonly layer = new Konva.Layer({ listening: false })
  private readonly marks = new PointerMarks()
  private readonly tools = toolSet()
  private readonly image: HTMLImageElement
  private imagePixels: Uint8ClampedArray | undefined
  private readonly mask: MaskCanvas
  private readonly overlay: MaskCanvas
  private readonly maskNode: Konva.Image
  private readonly overlayNode: Konva.Image
  private readonly history = new History()
  /** The revision that shows what is on the canvas, and how many there will be once all is saved. */
  private shows = 0
  private revisions = 0
  private readonly events: EditorEvents
  private readonly observer: ResizeObserver
  private readonly container: HTMLDivElement
  private settings: EditorSettings
  private view: Viewport = { scale: 1, x: 0, y: 0 }
  private gesture: { last: Point; before: Mask; changed: Rectangle | undefined } | undefined
  private panning: Point | undefined
  private spaceHeld = false
  private altHeld = false

  constructor(
    container: HTMLDivElement,
    image: HTMLImageElement,
    classes: readonly LabelClass[],
    settings: EditorSettings,
    events: EditorEvents,
  ) {
    const { naturalWidth: width, naturalHeight: height } = image
    this.container = container
    this.image = image
    this.settings = settings
    this.events = events
    this.mask = new MaskCanvas(width, height, classes)
    this.overlay = new MaskCanvas(width, height, classes)
    this.stage = new Konva.Stage({ container, width: container.clientWidth, height: container.clientHeight })
    this.maskNode = new Konva.Image({ image: this.mask.canvas })
    this.overlayNode = new Konva.Image({ image: this.overlay.canvas })
    this.layer.add(new Konva.Image({ image }), this.overlayNode, this.maskNode)
    this.stage.add(this.layer, this.marks.layer)
    this.observer = new ResizeObserver(() => {
      this.stage.size({ width: container.clientWidth, height: container.clientHeight })
      this.fit()
    })
    this.observer.observe(container)
    this.listen()
    this.configure(settings)
    this.fit()
  }

  configure(settings: EditorSettings): void {
    if (settings.tool !== this.settings.tool) this.tools.get(this.settings.tool)?.cancel?.(false)
    this.settings = settings
    this.maskNode.opacity(settings.maskOpacity).visible(settings.showMask)
    this.overlayNode.opacity(settings.overlayOpacity).visible(settings.showOverlay)
    this.marks.size(settings.size)
    this.layer.batchDraw()
    this.point()
    this.drawOutline()
  }

  /** Shows what is saved; the history of this frame starts from it. */
  load(
    mask: Mask | undefined,
    overlay: Mask | undefined,
    { shows, revisions }: { shows: number; revisions: number },
  ): void {
    this.shows = shows
    this.revisions = revisions
    if (mask) this.mask.replace(mask)
    if (overlay) this.overlay.replace(overlay)
    this.layer.batchDraw()
  }

  /** Shows a mask that was put in place elsewhere (an accepted overlay) as one step that undo takes back. */
  adopt(mask: Mask): void {
    const all = { x: 0, y: 0, width: mask.width, height: mask.height }
    const before = this.mask.read(all)
    this.mask.replace(mask)
    this.remember(before, this.mask.read(all))
    this.layer.batchDraw()
    this.tell()
  }

  /** Shows the mask before the oldest step here, as undo. */
  rewind(mask: Mask, revision: number): void {
    const all = { x: 0, y: 0, width: mask.width, height: mask.height }
    const after = this.mask.read(all)
    this.history.addUndone({ before: { ...all, data: mask.data }, after, from: revision, to: this.shows })
    this.write({ patch: { ...all, data: mask.data }, revision })
  }

  undo(): void {
    if (this.history.canUndo) this.write(this.history.undo())
    else if (this.shows > 0 && !this.settings.readOnly) this.events.onOlder(this.shows)
  }

  redo(): void {
    this.write(this.history.redo())
  }

  fit(): void {
    this.show(fitted(this.mask, { width: this.stage.width(), height: this.stage.height() }))
  }

  /** Frame pixels at their own size. */
  actualSize(): void {
    const centre = { x: this.stage.width() / 2, y: this.stage.height() / 2 }
    this.show(zoomedAt(this.view, centre, 1 / this.view.scale))
  }

  /** Space held: dragging pans. Alt held: the brush erases. */
  hold(keys: { space?: boolean; alt?: boolean }): void {
    this.spaceHeld = keys.space ?? this.spaceHeld
    this.altHeld = keys.alt ?? this.altHeld
    this.point()
  }

  /** Enter: ends a begun polygon. Esc drops it, Backspace its last corner. */
  finish(): void {
    this.asOneStep(() => this.tool.finish?.(this.context))
    this.drawOutline()
  }

  cancel(step: boolean): void {
    this.tool.cancel?.(step)
    this.drawOutline()
  }

  /** Puts another mask in place of the one shown, as one step: clean-ups and copies. */
  change(next: (mask: Mask) => Mask): void {
    if (this.settings.readOnly) return
    const { width, height, data } = this.mask
    const to = next({ width, height, data: data.slice() })
    this.asOneStep(() => {
      let changed: Rectangle | undefined
      for (let i = 0; i < data.length; i++) {
        if (data[i] === to.data[i]) continue
        data[i] = to.data[i]!
        changed = around(changed, { x: i % width, y: Math.floor(i / width), width: 1, height: 1 })
      }
      return changed
    })
  }

  dispose(): void {
    this.observer.disconnect()
    this.container.removeEventListener('wheel', this.onWheel)
    this.container.removeEventListener('pointerdown', this.onDown)
    this.container.removeEventListener('pointermove', this.onMove)
    this.container.removeEventListener('pointerup', this.onUp)
    this.container.removeEventListener('pointercancel', this.onUp)
    this.container.removeEventListener('pointerleave', this.onLeave)
    this.container.removeEventListener('dblclick', this.onDouble)
    this.stage.destroy()
  }

  private listen(): void {
    this.point()
    this.container.addEventListener('dblclick', this.onDouble)
    this.container.addEventListener('wheel', this.onWheel, { passive: false })
    this.container.addEventListener('pointerdown', this.onDown)
    this.container.addEventListener('pointermove', this.onMove)
    this.container.addEventListener('pointerup', this.onUp)
    this.container.addEventListener('pointercancel', this.onUp)
    this.container.addEventListener('pointerleave', this.onLeave)
  }

  private readonly onWheel = (event: WheelEvent) => {
    event.preventDefault()
    this.show(zoomedAt(this.view, this.screenPoint(event), Math.exp(-event.deltaY * 0.0015)))
  }

  private readonly onDown = (event: PointerEvent) => {
    this.container.setPointerCapture(event.pointerId)
    if (this.spaceHeld || event.button === 1) {
      this.panning = this.screenPoint(event)
      return
    }
    if (event.button !== 0 || this.settings.readOnly) return
    const at = toFrame(this.view, this.screenPoint(event))
    this.gesture = { last: at, before: this.snapshot(), changed: undefined }
    this.painted(this.tool.down(this.context, at))
    this.drawOutline()
  }

  private readonly onMove = (event: PointerEvent) => {
    const screen = this.screenPoint(event)
    if (this.panning) {
      this.show({
        ...this.view,
        x: this.view.x + screen.x - this.panning.x,
        y: this.view.y + screen.y - this.panning.y,
      })
      this.panning = screen
      return
    }
    const at = toFrame(this.view, screen)
    this.marks.at(this.isSized && !this.spaceHeld ? at : undefined)
    if (!this.gesture) {
      if (this.tool.open) this.tool.move(this.context, at, at)
      this.drawOutline()
      return
    }
    const events = event.getCoalescedEvents?.() ?? []
    for (const one of events.length > 0 ? events : [event]) {
      const to = toFrame(this.view, this.screenPoint(one))
      this.painted(this.tool.move(this.context, this.gesture.last, to))
      this.gesture.last = to
    }
    this.drawOutline()
  }

  private readonly onUp = () => {
    this.panning = undefined
    if (this.gesture && !this.settings.readOnly) this.painted(this.tool.up?.(this.context))
    this.commit()
    this.drawOutline()
  }

  private readonly onDouble = () => this.finish()

  /** Ends the gesture: what it changed is one step, saved at once. */
  private commit(): void {
    const { gesture } = this
    this.gesture = undefined
    if (!gesture?.changed) return
    const { changed, before } = gesture
    const after = this.mask.read(changed)
    this.remember(cutPatch(before, changed), after)
    this.events.onChange(after, null)
    this.tell()
  }

  private readonly onLeave = () => this.marks.at(undefined)

  private asOneStep(work: () => Rectangle | undefined): void {
    if (this.gesture || this.settings.readOnly) return
    this.gesture = { last: { x: 0, y: 0 }, before: this.snapshot(), changed: undefined }
    this.painted(work())
    this.commit()
  }

  private snapshot(): Mask {
    return { width: this.mask.width, height: this.mask.height, data: this.mask.data.slice() }
  }

  private get toolId(): string {
    return this.altHeld ? 'eraser' : this.settings.tool
  }

  private get tool(): Tool {
    return this.tools.get(this.toolId) ?? this.tools.get('brush')!
  }

  private get isSized(): boolean {
    return toolKind(this.toolId).sized
  }

  private get context(): ToolContext {
    const { size, value } = this.settings
    return {
      mask: this.mask,
      size,
      value,
      scale: this.view.scale,
      pixels: () => this.pixels(),
      pick: (picked) => this.events.onPick(picked),
    }
  }

  /** The frame's pixels, read once: only the wand asks for them. */
  private pixels(): Uint8ClampedArray {
    if (this.imagePixels) return this.imagePixels
    const canvas = document.createElement('canvas')
    canvas.width = this.mask.width
    canvas.height = this.mask.height
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('The browser offers no 2-D canvas.')
    context.drawImage(this.image, 0, 0)
    this.imagePixels = context.getImageData(0, 0, canvas.width, canvas.height).data
    return this.imagePixels
  }

  /** The pointer says what it would do: the brush draws its own circle. */
  private point(): void {
    this.container.style.cursor = this.spaceHeld ? 'grab' : this.isSized ? 'none' : 'crosshair'
    if (!this.isSized) this.marks.at(undefined)
  }

  private drawOutline(): void {
    this.marks.outline(this.tool.outline?.() ?? [])
  }

  private painted(changed: Rectangle | undefined): void {
    if (!changed || !this.gesture) return
    this.gesture.changed = around(this.gesture.changed, changed)
    this.mask.redraw(changed)
    this.layer.batchDraw()
  }

  /** A new step: it will be the next revision. */
  private remember(before: MaskPatch, after: MaskPatch): void {
    this.revisions++
    this.history.add({ before, after, from: this.shows, to: this.revisions })
    this.shows = this.revisions
  }

  private write(restored: Restored | undefined): void {
    if (!restored || this.settings.readOnly) return
    this.mask.write(restored.patch)
    this.revisions++
    this.shows = restored.revision
    this.layer.batchDraw()
    this.events.onChange(restored.patch, restored.revision)
    this.tell()
  }

  private show(view: Viewport): void {
    this.view = view
    this.layer.setAttrs({ x: view.x, y: view.y, scaleX: view.scale, scaleY: view.scale })
    this.marks.show(view)
    this.layer.imageSmoothingEnabled(view.scale < SQUARES_FROM)
    this.layer.batchDraw()
    this.tell()
  }

  private tell(): void {
    this.events.onState({
      canUndo: this.history.canUndo || this.shows > 0,
      canRedo: this.history.canRedo,
      zoom: this.view.scale,
    })
  }

  private screenPoint(event: { clientX: number; clientY: number }): Point {
    const { left, top } = this.container.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
}
