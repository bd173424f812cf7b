import './models.css'
import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import { useClient } from '../../api/EngineContext.ts'
import { CompareView } from '../../ui/compare/CompareView.tsx'
import { percent } from '../../ui/figureText.ts'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { PairedTile } from './PairedTile.tsx'

/** Frames on a page. */
const PAGE = 24
/** Time after the last letter until it is looked for, ms. */
const TYPING = 250

interface Props {
  readonly left: ModelSummary
  readonly right: ModelSummary
  readonly go: ScreenProps['go']
  readonly onClose: () => void
}

/** Two models on any frame that both have labelled: one large with a swipe, the others to choose from. */
export function ModelPair({ left, right, go, onClose }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [offset, setOffset] = useState(0)
  const [chosen, setChosen] = useState<number>()
  const [asked] = useDebouncedValue(search, TYPING)
  const { data } = useQuery({
    queryKey: ['compared', left.id, right.id, asked, offset],
    queryFn: () =>
      client.models.compare({ left: left.id, right: right.id, search: asked, offset, limit: PAGE }),
    placeholderData: keepPreviousData,
  })
  const names = { left: modelName(left), right: modelName(right) }
  const frames = data?.frames ?? []
  // One whose mask is damaged cannot be drawn; its tile says so.
  const drawn = frames.filter(({ agreement }) => agreement !== null)
  const at = Math.max(
    0,
    drawn.findIndex(({ id }) => id === chosen),
  )
  const frame = drawn[at]
  const step = (by: number) => {
    const other = drawn[at + by]
    return other && (() => setChosen(other.id))
  }
  const turn = (by: number) => () => {
    setOffset(offset + by)
    setChosen(undefined)
  }
  return (
    <section className="card stacked" aria-label={t('compare.pair', names)} data-testid="model-pair">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{t('compare.pair', names)}</Text>
        <TextInput
          size="xs"
          w={240}
          leftSection={<IconSearch size={14} />}
          placeholder={t('compare.search')}
          aria-label={t('compare.search')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setOffset(0)
          }}
        />
      </Group>
      {data && frames.length === 0 && <Text className="quiet">{t('compare.none')}</Text>}
      {frame && (
        <CompareView
          frame={frame.id}
          name={frame.name}
          patient={frame.patient}
          label={frame.label}
          left={{ name: names.left, layer: frame.left }}
          right={{ name: names.right, layer: frame.right }}
          onPrevious={step(-1)}
          onNext={step(1)}
          onOpen={() => go({ screen: 'annotate', frame: frame.id, filter: {} })}
          onClose={onClose}
        >
          {t('compare.agree', { share: percent(frame.agreement) })}
        </CompareView>
      )}
      <div className="paired-tiles">
        {frames.map((one) => (
          <PairedTile key={one.id} frame={one} isChosen={one === frame} onChoose={() => setChosen(one.id)} />
        ))}
      </div>
      {data && data.total > PAGE && (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" disabled={offset === 0} onClick={turn(-PAGE)}>
            {t('compare.pageBefore')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={offset + PAGE >= data.total}
            onClick={turn(PAGE)}
          >
            {t('compare.pageNext')}
          </Button>
          <Text className="quiet" fz="sm">
            {t('compare.range', {
              from: offset + 1,
              to: Math.min(offset + PAGE, data.total),
              total: data.total,
            })}
          </Text>
        </Group>
      )}
    </section>
  )
}
