import { Button, Group, Loader, Text } from '@mantine/core'
import { useInViewport } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { RoundSummary, TakenOnFrame } from '../../../../shared/contract/training.ts'
import { failureFrom } from '../../../api/client.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { useOpened } from '../../../ui/useOpened.ts'
import { AddFrame } from './AddFrame.tsx'
import { MOST_FRAMES, useChosenFrames } from './chosenFrames.ts'
import { TakenTile } from './TakenTile.tsx'
import { useTaken } from './useTaken.ts'

interface Props {
  readonly round: RoundSummary
  readonly go: ScreenProps['go']
}

/** What a round takes for true on a handful of frames without a label: to rule out what is wrong, and to keep what is right. */
export function TakenForTrue({ round, go }: Props) {
  const { t } = useTranslation()
  const [opened, toggle] = useOpened('loco-taken', () => false)
  return (
    <div data-testid="taken-for-true">
      <Button size="compact-sm" variant="default" aria-expanded={opened} onClick={toggle}>
        {t(opened ? 'train.taken.hide' : 'train.taken.show')}
      </Button>
      {opened && <Frames round={round} go={go} />}
    </div>
  )
}

function Frames({ round, go }: Props) {
  const { t } = useTranslation()
  const { ref, inViewport } = useInViewport()
  const [chosen, choose] = useChosenFrames()
  const { data, error, isFetching } = useTaken(round, chosen, inViewport)
  const found = data ?? []
  const ids = chosen ?? found.map(({ frame }) => frame)
  return (
    <div className="stacked" style={{ marginTop: 12 }} ref={ref}>
      <Text className="quiet" fz="sm">
        {t('train.taken.lead')}
      </Text>
      <Group gap="sm">
        <AddFrame shown={ids} onAdd={(frame) => choose([...ids, frame].slice(-MOST_FRAMES))} />
        {chosen && (
          <Button size="compact-sm" variant="subtle" onClick={() => choose([])}>
            {t('train.taken.spread')}
          </Button>
        )}
        <Text className="quiet" fz="sm" aria-live="polite">
          {found[0] && asOf(found)}
        </Text>
        {isFetching && !data && <Loader size="xs" />}
      </Group>
      {error && (
        <Text fz="sm" className={data ? 'quiet' : ''} data-testid="taken-failure">
          {failureFrom(error).message}
        </Text>
      )}
      {data && found.length === 0 && <Text fz="sm">{t('train.taken.none')}</Text>}
      <div className="taken">
        {found.map((one) => (
          <TakenTile
            key={one.frame}
            found={one}
            onRemove={() => choose(ids.filter((id) => id !== one.frame))}
            go={go}
          />
        ))}
      </div>
    </div>
  )

  function asOf(frames: readonly TakenOnFrame[]): string {
    const [first] = frames
    const step = Math.max(...frames.map((one) => one.step))
    return first ? t(`train.taken.of.${first.net}`, { step }) : ''
  }
}
