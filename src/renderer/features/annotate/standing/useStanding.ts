import { useTranslation } from 'react-i18next'
import type { FrameReview, FrameVerdict } from '../../../../shared/contract/frameReview.ts'
import type { FrameFacts } from '../place/useFramePlace.ts'

interface Standing {
  readonly tone: 'returned' | 'quiet'
  readonly text: string
}

/** What there is to know of a frame's way, in one sentence: the most pressing first. */
export function useStanding(frame: FrameFacts, review: FrameReview | undefined): Standing {
  const { t } = useTranslation()
  const quiet = (text: string): Standing => ({ tone: 'quiet', text })
  const inWords = ({ reason, text }: FrameVerdict) =>
    [
      reason === null ? undefined : t(`reviewReasons.${reason}`),
      text ? t('work.quoted', { text }) : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(', ')
  if (!review) return quiet('')
  if (frame.signedBy !== null) return quiet(t('work.signedBy', { reviewer: frame.signedBy }))
  const { returned, verdict, readers } = review
  if (returned)
    return {
      tone: 'returned',
      text: t('work.cameBack', { reviewer: returned.reviewer, words: inWords(returned) }),
    }
  if (frame.isBlind) return quiet(t('work.blind', { count: readers.filter((one) => one.isAssigned).length }))
  if (verdict?.says === 'returned')
    return quiet(t('work.returnedBy', { reviewer: verdict.reviewer, words: inWords(verdict) }))
  if (verdict && (frame.stage === 'accepted' || frame.stage === 'inReview'))
    return quiet(t(`work.said.${verdict.says}`, { reviewer: verdict.reviewer }))
  const submitted = readers.filter(({ stage }) => stage === 'submitted').map(({ name }) => name)
  if (submitted.length > 0) return quiet(t('work.submittedBy', { readers: submitted.join(', ') }))
  const assigned = readers.filter(({ isAssigned }) => isAssigned).map(({ name }) => name)
  return quiet(
    assigned.length > 0 ? t('work.toRead', { readers: assigned.join(', ') }) : t('work.nobodyReads'),
  )
}
