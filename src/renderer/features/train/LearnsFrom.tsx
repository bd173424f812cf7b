import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AcceptedOnly } from './AcceptedOnly.tsx'
import { ByPatient } from './ByPatient.tsx'
import { ClassesLearned } from './ClassesLearned.tsx'
import { Fold } from './Fold.tsx'
import type { Outlook } from './Outlook.ts'
import { SinceLastRound } from './SinceLastRound.tsx'

/** What a round learns from: how much, which classes in which light, of whom, and what of it is new. */
export function LearnsFrom({ plan }: { plan: Outlook }) {
  const { t } = useTranslation()
  const { labelled, unlabelled, vetoed, validation, byPatient, sinceLast } = plan
  return (
    <div className="stacked">
      <Group gap="xl" align="flex-start" justify="space-between">
        <Group gap="xl" align="flex-start">
          <Count of="labelled" value={labelled} />
          <Count of="unlabelled" value={unlabelled} />
          <Count of="validation" value={validation} />
        </Group>
        {labelled > 0 && <ClassesLearned plan={plan} />}
      </Group>
      <AcceptedOnly plan={plan} />
      {vetoed > 0 && (
        <Text fz="sm" className="quiet" data-testid="to-honour">
          {t('train.toHonour', { count: vetoed })}
        </Text>
      )}
      {sinceLast && <SinceLastRound since={sinceLast} />}
      {byPatient.length > 0 && (
        <Fold title={t('train.byPatient', { count: byPatient.length })}>
          <ByPatient patients={byPatient} />
        </Fold>
      )}
    </div>
  )
}

function Count({ of, value }: { of: 'labelled' | 'unlabelled' | 'validation'; value: number }) {
  const { t } = useTranslation()
  return (
    <div style={{ maxWidth: 150, textWrap: 'balance' }}>
      <div className="big" data-count={of}>
        {value}
      </div>
      <Text className="quiet" fz="sm" lh={1.3}>
        {t(`train.${of}`)}
      </Text>
    </div>
  )
}
