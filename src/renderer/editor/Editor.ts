import Konva from 'konva'
import type { LabelClass } from '../../shared/domain/labelClass.ts'
import { cutPatch, type Mask, type MaskPatch } from '../../shared/domain/mask.ts'
import { History } from './History.ts'
import { MaskCanvas } from './MaskCanvas.ts'
import { around, type Point, type Rectangle } from './Rectangle.ts'
import { toolNamed } from './tools/index.ts'
import type { Tool, ToolContext } from './tools/Tool.ts'
import { fitted, toFrame, type Viewport, zoomedAt } from './Viewport.ts'

/** What the editor is set to; the panels change it. */
export interface EditorSettings {
  readonly tool: Tool['id']
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
  onChange(patch: MaskPatch): void
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
  private readonly cursorLayer = new Konva.Layer({ listening: false })
  private readonly cursor = new Konva.Circle({
    stroke: '#ffffff',
    strokeWidth: 1.5,
    strokeScaleEnabled: false,
    visible: false,
    shadowColor: '#000',
    shadowBlur: 2,
  })
  private readonly mask: MaskCanvas
  private readonly overlay: MaskCanvas
  private readonly maskNode: Konva.Image
  private readonly overlayNode: Konva.Image
  private readonly history = new History()
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
    this.settings = settings
    this.events = events
    this.mask = new MaskCanvas(width, height, classes)
    this.overlay = new MaskCanvas(width, height, classes)
    this.stage = new Konva.Stage({ container, width: container.clientWidth, height: container.clientHeight })
    this.maskNode = new Konva.Image({ image: this.mask.canvas })
    this.overlayNode = new Konva.Image({ image: this.overlay.canvas })
    this.layer.add(new Konva.Image({ image }), this.overlayNode, this.maskNode)
    this.cursorLayer.add(this.cursor)
    this.stage.add(this.layer, this.cursorLayer)
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
    this.settings = settings
    this.maskNode.opacity(settings.maskOpacity).visible(settings.showMask)
    this.overlayNode.opacity(settings.overlayOpacity).visible(settings.showOverlay)
    this.cursor.radius(settings.size / 2)
    this.layer.batchDraw()
    this.cursorLayer.batchDraw()
  }

  /** Shows what is saved; the history of this frame starts from it. */
  load(mask: Mask | undefined, overlay: Mask | undefined): void {
    if (mask) this.mask.replace(mask)
    if (overlay) this.overlay.replace(overlay)
    this.layer.batchDraw()
  }

  /** Shows a mask that was put in place elsewhere (an accepted overlay) as one step that undo takes back. */
  adopt(mask: Mask): void {
    const all = { x: 0, y: 0, width: mask.width, height: mask.height }
    const before = this.mask.read(all)
    this.mask.replace(mask)
    this.history.add({ before, after: this.mask.read(all) })
    this.layer.batchDraw()
    this.tell()
  }

  undo(): void {
    this.write(this.history.undo())
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
    this.container.style.cursor = this.spaceHeld ? 'grab' : 'none'
  }

  dispose(): void {
    this.observer.disconnect()
    this.container.removeEventListener('wheel', this.onWheel)
    this.container.removeEventListener('pointerdown', this.onDown)
    this.container.removeEventListener('pointermove', this.onMove)
    this.container.removeEventListener('pointerup', this.onUp)
    this.container.removeEventListener('pointercancel', this.onUp)
    this.container.removeEventListener('pointerleave', this.onLeave)
    this.stage.destroy()
  }

  private listen(): void {
    this.container.style.cursor = 'none'
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
    const before = { width: this.mask.width, height: this.mask.height, data: this.mask.data.slice() }
    this.gesture = { last: at, before, changed: undefined }
    this.painted(this.tool.down(this.context, at))
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
    this.cursor.setAttrs({ ...toFrame(this.view, screen), visible: !this.spaceHeld })
    this.cursorLayer.batchDraw()
    if (!this.gesture) return
    const events = event.getCoalescedEvents?.() ?? []
    for (const one of events.length > 0 ? events : [event]) {
      const to = toFrame(this.view, this.screenPoint(one))
      this.painted(this.tool.move(this.context, this.gesture.last, to))
      this.gesture.last = to
    }
  }

  private readonly onUp = () => {
    this.panning = undefined
    const { gesture } = this
    this.gesture = undefined
    if (!gesture?.changed) return
    const { changed, before } = gesture
    const after = this.mask.read(changed)
    this.history.add({ before: cutPatch(before, changed), after })
    this.events.onChange(after)
    this.tell()
  }

  private readonly onLeave = () => {
    this.cursor.visible(false)
    this.cursorLayer.batchDraw()
  }

  private get tool(): Tool {
    return toolNamed(this.altHeld ? 'eraser' : this.settings.tool)
  }

  private get context(): ToolContext {
    return { mask: this.mask, size: this.settings.size, value: this.settings.value }
  }

  private painted(changed: Rectangle | undefined): void {
    if (!changed || !this.gesture) return
    this.gesture.changed = around(this.gesture.changed, changed)
    this.mask.redraw(changed)
    this.layer.batchDraw()
  }

  private write(patch: MaskPatch | undefined): void {
    if (!patch || this.settings.readOnly) return
    this.mask.write(patch)
    this.layer.batchDraw()
    this.events.onChange(patch)
    this.tell()
  }

  private show(view: Viewport): void {
    this.view = view
    for (const layer of [this.layer, this.cursorLayer])
      layer.setAttrs({ x: view.x, y: view.y, scaleX: view.scale, scaleY: view.scale })
    this.layer.imageSmoothingEnabled(view.scale < SQUARES_FROM)
    this.layer.batchDraw()
    this.cursorLayer.batchDraw()
    this.tell()
  }

  private tell(): void {
    this.events.onState({
      canUndo: this.history.canUndo,
      canRedo: this.history.canRedo,
      zoom: this.view.scale,
    })
  }

  private screenPoint(event: { clientX: number; clientY: number }): Point {
    const { left, top } = this.container.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
}
