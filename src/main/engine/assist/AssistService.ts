import type { AssistBox, AssistClick, AssistState, Proposal } from '../../../shared/contract/assist.ts'
import { failureFor } from '../../../shared/contract/failure.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** A box and the clicks after it, on a frame. */
export interface Asked {
  readonly frame: number
  readonly box: AssistBox
  readonly clicks: readonly AssistClick[]
}

/** A first mask from a box, before anything was trained. One per open study. */
export class AssistService {
  readonly study: OpenStudy

  constructor(study: OpenStudy) {
    this.study = study
  }

  async prepare(_frames: readonly number[]): Promise<AssistState> {
    return { kind: 'off', reason: reasonOf('assistNotSetUp') }
  }

  async propose(_asked: Asked): Promise<Proposal> {
    throw failureFor(reasonOf('assistNotSetUp'))
  }
}
