import './reviewing.css'
import { Alert, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../../api/client.ts'
import { Section } from '../../../ui/Section.tsx'
import { moment } from '../../../ui/shown.ts'
import { useAuthors } from '../../../ui/useAuthors.ts'
import { Remarks, remarksTitle } from '../remarks/Remarks.tsx'
import { FindingList } from './FindingList.tsx'
import type { OnDesk } from './OnDesk.ts'
import type { Reviewing } from './useReviewing.ts'

/** Beside the canvas in review: whose mask it is, its findings, what comes next, and the remarks. */
export function ReviewSide({ desk, reviewing }: { desk: OnDesk; reviewing: Reviewing }) {
  const { t } = useTranslation()
  const { mask, error } = reviewing
  const { nameOf } = useAuthors(mask?.kind === 'model')
  return (
    <aside className="annotate-side" aria-label={t('reviewing.title')}>
      <div className="annotate-sections">
        <section>
          <div className="section-name">{t('reviewing.title')}</div>
          {error && (
            <Alert color="orange" p="sm">
              {failureFrom(error).message}
            </Alert>
          )}
          {mask && (
            <Text fz="sm" className="review-whose">
              {mask.kind === 'model'
                ? t('reviewing.ofModel', { name: nameOf(mask.author) })
                : t(mask.own ? 'reviewing.ofOwn' : 'reviewing.ofReader', { reader: mask.author })}
            </Text>
          )}
          <Next reviewing={reviewing} />
          <FindingList desk={desk} reviewing={reviewing} />
        </section>
        <Section id="remarks" title={remarksTitle(t, desk.remarks)} forced={desk.remarks.draft !== undefined}>
          <Remarks
            remarks={desk.remarks}
            onShow={(at) => desk.editor.current?.view.centreOn(at)}
            onDone={desk.toCanvas}
          />
        </Section>
      </div>
    </aside>
  )
}

/** How far the frame is, and what is to do now. */
function Next({ reviewing: { mask, findings, isDecided } }: { reviewing: Reviewing }) {
  const { t } = useTranslation()
  const words = () => {
    if (mask === undefined) return t('reviewing.loading')
    if (mask === null) return t('reviewing.nothing')
    if (mask.accepted) {
      const { reviewer, at } = mask.accepted
      return t('reviewing.acceptedBy', { reviewer, at: moment(at) })
    }
    if (findings.length === 0) return t('reviewing.noFinding')
    const left = findings.filter(({ verdict }) => verdict === null).length
    if (!isDecided) return t('reviewing.left', { count: left, all: findings.length })
    return t(
      findings.every(({ verdict }) => verdict?.says === 'rejected')
        ? 'reviewing.allRejected'
        : 'reviewing.allDecided',
    )
  }
  return (
    <Text fz="sm" className="quiet" role="status" data-testid="review-next" mb={6}>
      {words()}
    </Text>
  )
}
