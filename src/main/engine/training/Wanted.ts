import type { FrameRef } from '../../../shared/trainer/protocol.ts'
import type { Job } from '../jobs/JobService.ts'
import { lookedAt } from '../study/lookedAt.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Lets frames that somebody looks at be labelled before the others of a long job, as windows go from one to another. */
export class Wanted {
  private readonly study: OpenStudy
  private told = ''

  constructor(study: OpenStudy) {
    this.study = study
  }

  /** Frames in the order in which a job is to begin with them. */
  first(frames: readonly FrameRef[]): FrameRef[] {
    const rank = new Map(lookedAt(this.study).map((id, n) => [String(id), n]))
    const of = ({ id }: FrameRef) => rank.get(id) ?? rank.size
    return [...frames].sort((a, b) => of(a) - of(b))
  }

  /** Tells a job at work what is looked at by now, where that is something else than it was told last. */
  tell(job: Pick<Job<unknown>, 'prefer'>): void {
    const frames = lookedAt(this.study).map(String)
    if (frames.join() === this.told) return
    this.told = frames.join()
    job.prefer(frames)
  }
}
