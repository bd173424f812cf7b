import { type Findings, type Need, questions, type Source } from './picture/needs.ts'
import type { Picture } from './picture/Picture.ts'
import { rgbaOf } from './picture/rgbaOf.ts'

interface Prepared {
  readonly bitmap: ImageBitmap
  readonly probabilities: Source['probabilities']
}

/** Finds in a frame's picture what the tool in hand needs. */
export class Preparation {
  private readonly picture: Picture
  private readonly bitmap: ImageBitmap
  private source: Source
  private readonly onChange: () => void
  /** What is wanted now. */
  private wanted: readonly Need[] = []
  private preparing = false
  private ownPixels: Uint8ClampedArray | undefined

  /** `onChange`: the tool in hand has begun to wait, or waits no more. */
  constructor(picture: Picture, { bitmap, probabilities }: Prepared, onChange: () => void) {
    this.picture = picture
    this.bitmap = bitmap
    this.source = { width: bitmap.width, height: bitmap.height, probabilities }
    this.onChange = onChange
  }

  /** Whether the tool in hand waits for something that is being found. */
  get isUnderWay(): boolean {
    return this.preparing
  }

  /** Takes what a model is sure of by now: what was found by it before is forgotten. */
  see(probabilities: Source['probabilities']): void {
    this.source = { ...this.source, probabilities }
    this.picture.forget('foreground')
    void this.prepare(this.wanted)
  }

  /** Whether all of these can be found on this frame. */
  canFind(needs: readonly Need[]): boolean {
    return needs.every((need) => questions[need](this.source) !== undefined)
  }

  async prepare(needs: readonly Need[]): Promise<void> {
    this.wanted = needs
    this.preparing = needs.some((need) => this.canFind([need]) && this.picture.found(need) === undefined)
    this.onChange()
    await Promise.all(needs.map((need) => this.find(need)))
    if (needs !== this.wanted) return
    this.preparing = false
    this.onChange()
  }

  /** What has been found so far. */
  readonly found: Findings = {
    pixels: () => this.pixelsNow(),
    edges: () => this.picture.found('edges'),
    superpixels: () => this.picture.found('superpixels'),
    foreground: () => this.picture.found('foreground'),
  }

  /** Nothing is wanted any more. */
  dispose(): void {
    this.wanted = []
  }

  private find<N extends Need>(need: N): Promise<void> {
    const question = questions[need](this.source)
    return question === undefined ? Promise.resolve() : this.picture.find(need, question)
  }

  /** From the worker, or read here where a hand is quicker than it. */
  private pixelsNow(): Uint8ClampedArray {
    const found = this.picture.found('pixels') ?? this.ownPixels
    if (found) return found
    this.ownPixels = rgbaOf(this.bitmap).data
    return this.ownPixels
  }
}
