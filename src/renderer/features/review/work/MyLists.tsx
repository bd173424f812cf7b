import { Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Worklist, worklists } from '../../../../shared/domain/worklists.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { figure } from '../../../ui/shown.ts'
import { CameBack } from './CameBack.tsx'
import { DueDay } from './DueDay.tsx'

/** Who is shown which list. */
const NEEDS = { mine: 'label', returned: 'label', toReview: 'review', toSettle: 'settle' } as const

interface Props {
  readonly go: ScreenProps['go']
  readonly onToSign: () => void
}

/** What waits for oneself, a card each: it opens the first frame of a list that next and previous go through. */
export function MyLists({ go, onToSign }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const { data } = useQuery({ queryKey: ['work-lists'], queryFn: () => client.work.lists() })
  if (!data) return null
  const open = async (work: Worklist) => {
    const { frames } = await client.frames.page({ filter: { work }, offset: 0, limit: 1 })
    const first = frames[0]
    if (first) go({ screen: 'annotate', filter: { work }, sort: undefined, frame: first.id })
  }
  const shown = worklists.filter((list) => me.can(NEEDS[list]))
  const total = shown.reduce((sum, list) => sum + data[list], 0) + (me.can('review') ? data.toSign : 0)
  return (
    <section className="card" aria-label={t('work.myWork')}>
      <div className="work-head">
        <div>
          <Text fw={600}>{t('work.myWork')}</Text>
          <Text className="quiet" fz="sm">
            {total === 0
              ? t(me.can('oversee') ? 'work.nothingOversee' : 'work.nothing')
              : t('work.myWorkText')}
          </Text>
        </div>
        {data.mine > 0 && <DueDay due={data.due} isOverdue={data.isOverdue} />}
      </div>
      <div className="work-cards">
        {shown.map((list) => (
          <Card key={list} id={list} count={data[list]} onOpen={() => void open(list).catch(showFailure)} />
        ))}
        {me.can('review') && <Card id="toSign" count={data.toSign} onOpen={onToSign} />}
      </div>
      {data.cameBack.length > 0 && (
        <CameBack
          frames={data.cameBack}
          onOpen={(frame) => go({ screen: 'annotate', filter: { work: 'returned' }, sort: undefined, frame })}
        />
      )}
    </section>
  )
}

interface CardProps {
  readonly id: Worklist | 'toSign'
  readonly count: number
  readonly onOpen: () => void
}

function Card({ id, count, onOpen }: CardProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton
      className="work-card"
      data-list={id}
      data-none={count === 0}
      disabled={count === 0}
      onClick={onOpen}
    >
      <span className="big">{figure(count)}</span>
      <Text fz="sm" fw={600}>
        {t(`work.lists.${id}`)}
      </Text>
      <Text fz="xs" className="quiet" lh={1.35}>
        {t(`work.listsMean.${id}`)}
      </Text>
    </UnstyledButton>
  )
}
