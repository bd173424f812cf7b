import { reviewReasons } from '../../../../shared/domain/reviewReasons.ts'
import type { Handlers } from '../../../keyboard/CommandKind.ts'
import { useCommands } from '../../../keyboard/Keyboard.tsx'
import type { Reviewing, ReviewMode } from './useReviewing.ts'

/** What keys do to a frame: the way into its review; in review, what is said; while a reason is asked for, the reason. */
export function useReviewKeys(reviewing: Reviewing, mode: ReviewMode, mayReview: boolean): void {
  useCommands({
    ...(mayReview ? { 'reviewing.toggle': () => mode.onChange(!mode.isOn) } : {}),
    ...(mode.isOn ? saying(reviewing) : {}),
    ...(mode.isOn && reviewing.asking ? answering(reviewing) : {}),
  })
}

const saying = (reviewing: Reviewing): Handlers => ({
  'reviewing.next': () => reviewing.step(1),
  'reviewing.previous': () => reviewing.step(-1),
  'reviewing.accept': reviewing.accept,
  'reviewing.acceptAll': reviewing.acceptAll,
  'reviewing.reject': reviewing.askReason,
  'reviewing.edit': reviewing.edit,
  'reviewing.comment': reviewing.comment,
  'reviewing.takeBack': reviewing.takeBack,
  'reviewing.giveBack': reviewing.giveBack,
  'reviewing.bare': { down: () => reviewing.setBare(true), up: () => reviewing.setBare(false) },
  'reviewing.leave': reviewing.cancel,
})

const answering = ({ reject }: Reviewing): Handlers => ({
  ...Object.fromEntries(reviewReasons.map((reason) => [`reviewing.reason.${reason}`, () => reject(reason)])),
  'reviewing.reason.none': () => reject(null),
})
