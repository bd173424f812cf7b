import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ComparedFigure } from '../../../shared/contract/training.ts'
import { signed } from '../../../shared/domain/signed.ts'
import { percent } from '../../ui/figureText.ts'

interface Props {
  readonly figures: ComparedFigure
  readonly isCompared: boolean
  /** What the figures were measured on; null where that is not known. */
  readonly basis: string | null
}

/** A figure before and now, its change with the interval, and what that comes to in words. */
export function ComparedCells({
  figures: { before, now, change, interval, word },
  isCompared,
  basis,
}: Props) {
  const { t } = useTranslation()
  return (
    <>
      {isCompared && <Table.Td>{percent(before)}</Table.Td>}
      <Table.Td>{percent(now)}</Table.Td>
      {isCompared && (
        <Table.Td style={{ whiteSpace: 'nowrap' }}>
          {change === null ? '–' : signed(change)}
          {interval && (
            <span className="quiet">
              {' '}
              {t('train.range', { low: signed(interval[0]), high: signed(interval[1]) })}
            </span>
          )}
        </Table.Td>
      )}
      {basis !== null && <Table.Td className="quiet">{basis}</Table.Td>}
      {isCompared && (
        <Table.Td className={word === 'worse' ? 'words warning' : 'words'}>
          {word === null ? '–' : t(`train.word.${word}`)}
        </Table.Td>
      )}
    </>
  )
}
