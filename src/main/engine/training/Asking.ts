import type { EventOf } from '../../../shared/trainer/messages.ts'
import type { FrameRef } from '../../../shared/trainer/protocol.ts'

export type Taken = EventOf<'trust'> & { readonly kind: 'taken' }

/**
 * Questions to a round that learns what it takes for true, until they are answered between its steps. Who asks about a frame
 * that somebody has asked about already waits for the same answer.
 */
export class Asking {
  private readonly waiting = new Map<
    string,
    { answer: Promise<Taken | undefined>; give(taken?: Taken): void }
  >()

  /** Answers frame by frame; undefined for one that the round came to its end before. `ask` is told what is not asked yet. */
  about(
    frames: readonly FrameRef[],
    ask: (frames: readonly FrameRef[]) => void,
  ): Promise<Taken | undefined>[] {
    const news = frames.filter(({ id }) => !this.waiting.has(id))
    for (const { id } of news) {
      let give: (taken?: Taken) => void = () => {}
      const answer = new Promise<Taken | undefined>((resolve) => {
        give = resolve
      })
      this.waiting.set(id, { answer, give })
    }
    if (news.length > 0) ask(news)
    return frames.map(({ id }) => this.waiting.get(id)?.answer ?? Promise.resolve(undefined))
  }

  hear(taken: Taken): void {
    this.waiting.get(taken.id)?.give(taken)
    this.waiting.delete(taken.id)
  }

  /** It learns no more: whoever waits is told so. */
  end(): void {
    for (const { give } of this.waiting.values()) give()
    this.waiting.clear()
  }
}
