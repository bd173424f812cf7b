import { Fingers, type Moving } from './Fingers.ts'
import type { Point, Sample } from './pixels/Rectangle.ts'
import { toFrame, type Viewport } from './Viewport.ts'

/** What the pointer does to; points on the window's side are in screen pixels of the stage. */
export interface PointerTarget extends Moving {
  readonly view: Viewport
  readonly mayPaint: boolean
  down(at: Sample, eraser: boolean): void
  move(samples: readonly Sample[]): void
  up(): void
  /** What was begun is taken back. */
  drop(): void
  hover(at: Sample | undefined): void
  finish(): void
  resize(by: number): void
}

/** Touches for so long after the pen was near, ms, are the hand that holds it. */
const HAND_RESTS = 700
const ZOOM_PER_PIXEL = 0.0015
/** `buttons` of a pen whose other end is down. */
const PEN_ERASER = 32

type Dragging = 'paint' | 'pan' | 'size'

/**
 * Mouse, pen, fingers and wheel as painting, panning and zooming. The pen and the mouse paint; fingers move the frame
 * and never paint, so a resting hand leaves no mark.
 */
export class PointerInput {
  private readonly element: HTMLElement
  private readonly target: PointerTarget
  private readonly stopping = new AbortController()
  private readonly fingers: Fingers
  private dragging: Dragging | undefined
  private last: Point = { x: 0, y: 0 }
  private penSeen = Number.NEGATIVE_INFINITY
  private spaceHeld = false

  constructor(element: HTMLElement, target: PointerTarget) {
    this.element = element
    this.target = target
    this.fingers = new Fingers(target)
    const { signal } = this.stopping
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ) => element.addEventListener(name, listener, { signal, passive: false })
    on('wheel', (event) => this.wheel(event))
    on('pointerdown', (event) => this.down(event))
    on('pointermove', (event) => this.move(event))
    on('pointerup', (event) => this.up(event))
    on('pointercancel', (event) => this.cancel(event))
    on('pointerleave', () => this.target.hover(undefined))
    on('dblclick', () => this.target.finish())
    on('contextmenu', (event) => event.preventDefault())
  }

  /** Space held: dragging pans. */
  set panHeld(held: boolean) {
    this.spaceHeld = held
    this.element.style.setProperty('cursor', held ? 'grab' : '')
  }

  dispose(): void {
    this.stopping.abort()
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault()
    // With Shift some systems turn the wheel sideways.
    const turned = event.deltaY === 0 ? event.deltaX : event.deltaY
    if (event.shiftKey) this.target.resize(turned < 0 ? 2 : -2)
    else this.target.zoom(this.onScreen(event), Math.exp(-turned * ZOOM_PER_PIXEL))
  }

  private down(event: PointerEvent): void {
    if (event.pointerType === 'touch') {
      // A hand that holds the pen rests on the screen.
      const isPainting = this.dragging === 'paint' || event.timeStamp - this.penSeen < HAND_RESTS
      if (!isPainting) this.fingers.put(event, this.onScreen(event))
      return
    }
    if (event.pointerType === 'pen') this.penSeen = event.timeStamp
    this.element.setPointerCapture(event.pointerId)
    this.last = this.onScreen(event)
    if (event.button === 1 || (this.spaceHeld && event.button === 0)) this.dragging = 'pan'
    else if (event.button === 2 && event.altKey) this.dragging = 'size'
    else if ((event.button === 0 || event.buttons === PEN_ERASER) && this.target.mayPaint) {
      this.dragging = 'paint'
      this.target.down(this.sample(event), event.buttons === PEN_ERASER)
    }
  }

  private move(event: PointerEvent): void {
    if (event.pointerType === 'touch') {
      this.fingers.drag(event, this.onScreen(event))
      return
    }
    if (event.pointerType === 'pen') this.penSeen = event.timeStamp
    const at = this.onScreen(event)
    const by = { x: at.x - this.last.x, y: at.y - this.last.y }
    this.last = at
    switch (this.dragging) {
      case 'pan':
        this.target.pan(by)
        break
      case 'size':
        this.target.resize(by.x)
        break
      case 'paint': {
        const events = event.getCoalescedEvents?.() ?? []
        this.target.move((events.length > 0 ? events : [event]).map((one) => this.sample(one)))
        break
      }
      case undefined:
        this.target.hover(this.spaceHeld ? undefined : this.sample(event))
    }
  }

  private up(event: PointerEvent): void {
    if (this.lifted(event) === 'paint') this.target.up()
  }

  private cancel(event: PointerEvent): void {
    if (this.lifted(event) === 'paint') this.target.drop()
  }

  /** Ends what the pointer was doing, and says what that was. */
  private lifted(event: PointerEvent): Dragging | undefined {
    if (event.pointerType === 'touch') {
      this.fingers.lift(event)
      return undefined
    }
    const was = this.dragging
    this.dragging = undefined
    return was
  }

  private sample(event: PointerEvent): Sample {
    const pressure = event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : 1
    const held = event.altKey ? 'alt' : event.shiftKey ? 'shift' : undefined
    return { ...toFrame(this.target.view, this.onScreen(event)), pressure, held }
  }

  private onScreen(event: { clientX: number; clientY: number }): Point {
    const { left, top } = this.element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
}
