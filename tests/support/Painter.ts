import { expect } from 'vitest'
import { User } from './userLoop.ts'

/** Places on the frame, as shares of its width and height. */
export type Place = readonly [x: number, y: number]

/** A person with a frame open on the canvas. */
export class Painter extends User {
  private box = { x: 0, y: 0, side: 0 }

  /** Where the frame lies in the window while it is fitted; square frames. */
  async looksAtTheFrame(): Promise<void> {
    await this.seesTheCanvas()
    await this.seesItMeasured()
    const stage = await this.page.getByTestId('stage').boundingBox()
    if (!stage) throw new Error('There is no canvas.')
    const side = 0.96 * Math.min(stage.width, stage.height)
    this.box = { x: stage.x + (stage.width - side) / 2, y: stage.y + (stage.height - side) / 2, side }
  }

  at([x, y]: Place): { x: number; y: number } {
    return { x: this.box.x + x * this.box.side, y: this.box.y + y * this.box.side }
  }

  async moves(to: Place): Promise<void> {
    const { x, y } = this.at(to)
    await this.page.mouse.move(x, y, { steps: 3 })
  }

  async clicks(...places: readonly Place[]): Promise<void> {
    for (const place of places) {
      await this.moves(place)
      await this.page.mouse.down()
      await this.page.mouse.up()
    }
  }

  async drags(...places: readonly Place[]): Promise<void> {
    const [first, ...rest] = places
    if (!first) return
    await this.moves(first)
    await this.page.mouse.down()
    for (const place of rest) await this.moves(place)
    await this.page.mouse.up()
  }

  /** Areas of the lesions that the table lists, px², as shown. */
  async lesions(): Promise<number[]> {
    const rows = await this.page.locator('.lesion-row > :nth-child(3)').allTextContents()
    return rows.map((text) => Number.parseInt(text.replaceAll(',', ''), 10))
  }

  async area(): Promise<number> {
    return (await this.lesions()).reduce((sum, area) => sum + area, 0)
  }

  /** Does something and waits until it has changed what is painted, and is saved. */
  async changes(work: () => Promise<void>): Promise<number> {
    const table = () =>
      this.page.locator('.lesion-row').evaluateAll((rows) => rows.map((row) => row.textContent).join())
    const before = await table()
    await work()
    await expect.poll(table).not.toBe(before)
    await this.seesItSaved()
    await this.seesItMeasured()
    return this.area()
  }

  /** Lesions are measured a moment after a frame was opened, or painted on: until then the table has those before. */
  async seesItMeasured(): Promise<void> {
    await this.page.locator('[data-testid="stage"][data-measured="true"]').waitFor()
  }

  /** Screen pixels per pixel of a fitted square frame. */
  scaleOf(side: number): number {
    return this.box.side / side
  }

  /** Gives the brush a diameter with the size keys, frame px. */
  async sizes(wanted: number): Promise<void> {
    const now = async () =>
      Number.parseInt(
        (await this.page
          .locator('.annotate-options')
          .getByText(/^\d+ px$/)
          .textContent()) ?? '',
        10,
      )
    for (let size = await now(); size !== wanted; ) {
      const by = Math.abs(wanted - size) >= 10 ? 10 : 1
      const key = wanted > size ? (by === 10 ? '}' : ']') : by === 10 ? '{' : '['
      await this.page.keyboard.press(key)
      size += wanted > size ? by : -by
    }
  }

  /** A tool from the strip, ready to be used. */
  async takes(tool: string): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: tool }).click()
    await this.page.getByText('Reading the picture').waitFor({ state: 'hidden' })
  }
}
