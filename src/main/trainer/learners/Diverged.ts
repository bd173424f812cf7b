import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'

/** Thrown at the step whose loss is no number any more, before it spoils the weights. */
export class Diverged extends Refused {
  readonly step: number

  constructor(loss: string, step: number) {
    super(reasonOf('lossNotFinite', { loss, step }))
    this.step = step
  }
}
