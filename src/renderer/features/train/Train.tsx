import './train.css'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { useClient } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { RoundLine } from './line/RoundLine.tsx'
import { RoundCard } from './RoundCard.tsx'
import { RoundForm } from './RoundForm.tsx'
import { useLiveRound } from './useLiveRound.ts'
import { useOnTop } from './useOnTop.ts'

/** Start a round, follow it, read its verdict, and go on from there to frames. */
export function Train({ go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const rounds = useQuery({ queryKey: ['rounds'], queryFn: () => client.training.rounds() })
  const { current, curves } = useLiveRound()
  // Once a round has ended, what is kept of it holds: somebody may have decided on its model since.
  const list = (rounds.data ?? []).map((round) =>
    round.id === current?.id && round.state === 'running' ? current : round,
  )
  const onTop = useOnTop(list)
  const page = useRef<HTMLDivElement>(null)
  const toTop = () => page.current?.scrollTo({ top: 0 })
  const cardOf = (round: RoundSummary) => (
    <RoundCard
      key={round.id}
      round={round}
      live={round.id === current?.id ? curves : undefined}
      isNewest={round === list[0]}
      onStarted={toTop}
      go={go}
    />
  )
  return (
    <div className="page" ref={page}>
      <div className="column">
        <div>
          <Title order={2} fz="xl">
            {t('train.title')}
          </Title>
          <Text className="quiet" mt={4}>
            {t('train.lead')}
          </Text>
        </div>
        {[
          ...list.filter(({ id }) => id === onTop).map(cardOf),
          <RoundLine key="line" />,
          <RoundForm
            key="form"
            running={list.some((round) => round.state === 'running')}
            onStarted={toTop}
            go={go}
          />,
          ...list.filter(({ id }) => id !== onTop).map(cardOf),
        ]}
      </div>
    </div>
  )
}
