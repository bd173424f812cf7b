import { type Embedding, SIDE } from '../../shared/assistant/embedding.ts'
import { toHalves } from '../../shared/domain/halfFloats.ts'
import { readInputPicture } from './inputPicture.ts'
import type { Net } from './Net.ts'

/** Reads frames: what it makes of one answers any number of boxes. */
export class Encoder {
  private readonly net: Net

  constructor(net: Net) {
    this.net = net
  }

  /** Throws `Refused` where the picture cannot be read. */
  async read(path: string): Promise<Embedding> {
    const { width, height, data } = await readInputPicture(path)
    const { output } = await this.net.run({ input: { data, shape: [1, 3, SIDE, SIDE] } }, ['output'])
    return { width, height, data: toHalves(output ?? new Float32Array()) }
  }
}
