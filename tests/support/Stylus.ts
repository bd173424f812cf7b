import type { CDPSession } from 'playwright-core'

interface Point {
  readonly x: number
  readonly y: number
}

const STEPS = 12

/** A tablet's pen and the hand that holds it, as the browser hears of them. */
export class Stylus {
  private readonly input: CDPSession

  constructor(input: CDPSession) {
    this.input = input
  }

  /** A stroke with the pen, from light (0) to hard (1). */
  async draws(from: Point, to: Point, force: number): Promise<void> {
    const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: Point) =>
      this.input.send('Input.dispatchMouseEvent', {
        type,
        x,
        y,
        force,
        pointerType: 'pen',
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount: 1,
      })
    await send('mousePressed', from)
    for (let i = 1; i <= STEPS; i++)
      await send('mouseMoved', {
        x: from.x + ((to.x - from.x) * i) / STEPS,
        y: from.y + ((to.y - from.y) * i) / STEPS,
      })
    await send('mouseReleased', to)
  }

  /** The hand's edge comes down and slides. */
  async rests(at: Point): Promise<void> {
    const touch = (x: number) => ({ x, y: at.y, radiusX: 50, radiusY: 40, id: 1 })
    await this.touches('touchStart', [touch(at.x)])
    await this.touches('touchMove', [touch(at.x + 60)])
    await this.touches('touchEnd', [])
  }

  /** Two fingers move apart around a place. */
  async pinches(around: Point, from: number, to: number): Promise<void> {
    const fingers = (apart: number) => [
      { x: around.x - apart / 2, y: around.y, radiusX: 5, radiusY: 5, id: 1 },
      { x: around.x + apart / 2, y: around.y, radiusX: 5, radiusY: 5, id: 2 },
    ]
    await this.touches('touchStart', fingers(from))
    for (let i = 1; i <= STEPS; i++)
      await this.touches('touchMove', fingers(from + ((to - from) * i) / STEPS))
    await this.touches('touchEnd', [])
  }

  private touches(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    touchPoints: { x: number; y: number; radiusX: number; radiusY: number; id: number }[],
  ) {
    return this.input.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}
