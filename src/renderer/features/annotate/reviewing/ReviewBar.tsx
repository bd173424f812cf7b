import { Kbd, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { reviewReasons } from '../../../../shared/domain/reviewReasons.ts'
import { shownChord } from '../../../keyboard/chord.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import type { Reviewing } from './useReviewing.ts'

const ACTS = [
  'accept',
  'reject',
  'edit',
  'comment',
  'next',
  'acceptAll',
  'takeBack',
  'giveBack',
  'leave',
] as const

/** What keys do in review, under the canvas; while a reason is asked for, the reasons. Each is a button too. */
export function ReviewBar({ reviewing }: { reviewing: Reviewing }) {
  const { t } = useTranslation()
  const { asking, findings, mask } = reviewing
  const canGiveBack = mask?.kind === 'reader' && findings.some(({ verdict }) => verdict?.says === 'rejected')
  const acts = ACTS.filter((id) => id !== 'giveBack' || canGiveBack)
  return (
    <div
      className="annotate-tools review-bar"
      role="toolbar"
      aria-label={t(asking ? 'reviewing.why' : 'reviewing.title')}
      data-asking={asking}
    >
      {asking ? (
        <>
          <strong className="review-why">{t('reviewing.why')}</strong>
          {reviewReasons.map((reason) => (
            <Act key={reason} id={`reason.${reason}`} name={t(`reviewReasons.${reason}`)} />
          ))}
          <Act id="reason.none" name={t('reviewing.noReason')} />
        </>
      ) : (
        acts.map((id) => <Act key={id} id={id} name={t(`reviewing.acts.${id}`)} />)
      )}
    </div>
  )
}

function Act({ id, name }: { id: string; name: string }) {
  const { run, keys } = useKeyboard()
  const command = `reviewing.${id}`
  return (
    <UnstyledButton className="review-act" onClick={() => run(command)}>
      <Kbd>{shownChord(keys(command)[0] ?? '')}</Kbd>
      {name}
    </UnstyledButton>
  )
}
