import { Alert, Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import { useHindrance } from '../../api/useHindrance.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { SIDES } from '../../ui/sides.ts'
import { ShareBar } from './ShareBar.tsx'
import { SplitTable } from './SplitTable.tsx'

/** Which patients models learn from and which judge them; can be changed until a round has learned. */
export function SplitCard({ go }: Pick<ScreenProps, 'go'>) {
  const { splits, splitFrozen } = useStudy()
  const readOnly = useHindrance('arrange')
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { validation, test, train } = splits
  return (
    <section className="card" aria-label={t('split.title')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{t('split.title')}</Text>
          <Text className="quiet" fz="sm">
            {t(splitFrozen ? 'split.frozen' : 'split.text')}
          </Text>
        </div>
        <Button variant="default" style={{ flex: 'none' }} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'split.close' : splitFrozen || readOnly !== null ? 'split.show' : 'split.adjust')}
        </Button>
      </Group>
      <div className="sides">
        {SIDES.map((side) => (
          <UnstyledButton
            key={side}
            className="side"
            data-side={side}
            onClick={() => go({ screen: 'library', filter: { split: side } })}
          >
            <Text fz="sm" fw={600}>
              {t(`split.sides.${side}`)}
            </Text>
            <Text fz="sm">{t('split.patients', { count: splits[side].patients })}</Text>
            <Text fz="sm" className="quiet">
              {t('split.labelled', { part: splits[side].labelled, whole: splits[side].frames })}
            </Text>
            <ShareBar part={splits[side].labelled} whole={splits[side].frames} />
          </UnstyledButton>
        ))}
      </div>
      {validation.patients === 0 ? (
        <Alert color="orange" mt="md">
          {t(splitFrozen ? 'split.noJudgeEver' : 'split.noJudge')}
        </Alert>
      ) : (
        test.patients === 0 && (
          <Text className="quiet" fz="sm" mt="md">
            {t('split.noTest')}
          </Text>
        )
      )}
      {train.patients === 0 && (
        <Alert color="orange" mt="md">
          {t('split.noLearning')}
        </Alert>
      )}
      {isOpen && <SplitTable canMove={!splitFrozen && readOnly === null} />}
    </section>
  )
}
