import { Text, UnstyledButton } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ExaminationWork } from '../../../../shared/contract/work.ts'
import { examinationName } from '../../../ui/examinationName.ts'
import { figure } from '../../../ui/shown.ts'
import { DueDay } from './DueDay.tsx'
import { StageBar } from './StageBar.tsx'

interface Props {
  readonly row: ExaminationWork | undefined
  readonly onOpen: (examination: number) => void
}

/** One examination in the table; blank until it is there. */
export function ExaminationRow({ row, onOpen }: Props) {
  const { t } = useTranslation()
  if (!row) return <div className="work-row" />
  const { id, patient, examination, counts, readers, due, isOverdue, isReady, signed } = row
  const left = counts.frames - counts.skipped
  const told = readers.map(({ name, submitted }) =>
    t('work.readerOf', { name, part: submitted, whole: left }),
  )
  return (
    <UnstyledButton className="work-row" data-examination={id} onClick={() => onOpen(id)}>
      <span className="cut" title={examinationName(patient, examination)}>
        <b>{patient}</b>
        {examination !== '' && ` · ${examination}`}
      </span>
      <span>{figure(counts.frames)}</span>
      <span className={told.length === 0 ? 'cut quiet' : 'cut'} title={told.join('\n')}>
        {told.length === 0 ? t('work.nobody') : told.join(', ')}
      </span>
      <span>
        <StageBar counts={counts} />
      </span>
      <span className="work-end">
        {signed ? (
          <>
            <IconLock size={15} style={{ flex: 'none' }} aria-hidden="true" />
            <Text fz="sm" className="cut" title={signed.reviewer}>
              {t('work.signed', { reviewer: signed.reviewer })}
            </Text>
          </>
        ) : isReady ? (
          <Text fz="sm" c="teal" className="cut">
            {t('work.ready')}
          </Text>
        ) : (
          <DueDay due={due} isOverdue={isOverdue} />
        )}
      </span>
    </UnstyledButton>
  )
}
