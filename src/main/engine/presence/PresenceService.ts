import type { Others } from '../../../shared/contract/presence.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { type Follower, Presence } from './Presence.ts'
import { readBlind } from './readBlind.ts'

/** With each study who has it open, until another is opened. */
const kept = new WeakMap<OpenStudy, { readonly presence: Presence; readonly over: AbortSignal }>()

function of(study: OpenStudy) {
  const known = kept.get(study)
  if (known) return known
  const over = new AbortController()
  const made = { presence: new Presence((frames) => readBlind(study, frames)), over: over.signal }
  kept.set(study, made)
  void (async () => {
    for await (const { what } of study.changes.listen(over.signal)) if (what === 'opened') over.abort()
  })()
  return made
}

/** Who has the open study open. */
export const PresenceService = {
  /** Who else is here, with each change; whoever asks is here as long as they listen. Ends when another study is opened. */
  follow({ study, actor }: Call, follower: Omit<Follower, 'name'>): AsyncGenerator<Others> {
    const { presence, over } = of(study)
    return presence.follow({
      ...follower,
      name: actor.name,
      over: AbortSignal.any([follower.over, follower.gone, over]),
    })
  },
  /** Which frame lies open in a window, and whether anybody is at it. */
  tell: (study: OpenStudy, window: object, now: { frame: number | null; away: boolean }): void =>
    of(study).presence.tell(window, now),
}
