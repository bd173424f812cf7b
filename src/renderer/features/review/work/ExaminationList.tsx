import { Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { ExaminationRow } from './ExaminationRow.tsx'
import type { Only } from './only.ts'

const ROW = 44
/** Rows that are asked for at a time. */
const PAGE = 100
const HIGHEST = 10 * ROW

interface Props {
  readonly search: string
  readonly only: Only
  readonly onOpen: (examination: number) => void
}

/** Examinations, however many: only the rows in view are drawn, only their pages asked for. */
export function ExaminationList({ search, only, onOpen }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const page = (number: number) => ({
    queryKey: ['work-examinations', search, only, number] as const,
    queryFn: () => client.work.examinations({ search, only, offset: number * PAGE, limit: PAGE }),
  })
  const first = useQuery({ ...page(0), placeholderData: (before) => before })
  const total = first.data?.total ?? 0
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
  })
  const shown = rows.getVirtualItems()
  const numbers = [...new Set(shown.map(({ index }) => Math.floor(index / PAGE)))].filter(
    (number) => number > 0,
  )
  const pages = useQueries({ queries: numbers.map(page) })
  const at = (index: number) => {
    const number = Math.floor(index / PAGE)
    const data = number === 0 ? first.data : pages[numbers.indexOf(number)]?.data
    return data?.examinations[index % PAGE]
  }
  if (first.isSuccess && total === 0)
    return (
      <Text className="quiet" fz="sm" mt="md" data-testid="no-examinations">
        {t(only === 'all' ? 'work.noneFound' : `work.none.${only}`)}
      </Text>
    )
  return (
    <div className="work-table">
      <div className="work-row work-columns" aria-hidden="true">
        {(['examination', 'frames', 'readers', 'stage', 'due'] as const).map((column) => (
          <span key={column}>{t(`work.columns.${column}`)}</span>
        ))}
      </div>
      <div ref={scroller} className="work-scroll" style={{ maxHeight: HIGHEST }}>
        <ul aria-label={t('work.examinations')} className="work-rows" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start }) => (
            <li
              key={index}
              className="work-place"
              aria-setsize={total}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)`, height: ROW }}
            >
              <ExaminationRow row={at(index)} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
