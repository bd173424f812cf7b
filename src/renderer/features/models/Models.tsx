import { Anchor, Badge, Button, Checkbox, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import { useClient } from '../../api/EngineContext.ts'
import { Allowed } from '../../ui/Allowed.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { basisOf, percent } from '../../ui/figureText.ts'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { moment } from '../../ui/shown.ts'
import { useModelUse } from '../../ui/useModelUse.ts'
import { LabelWorth } from './LabelWorth.tsx'
import { ModelCardView } from './ModelCardView.tsx'
import { ModelPair } from './ModelPair.tsx'

/** Every trained model, the figure that tells them apart, and which one is in use. */
export function Models({ go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const [picked, setPicked] = useState<readonly string[]>([])
  const [opened, setOpened] = useState<string>()
  const models = useQuery({ queryKey: ['models'], queryFn: () => client.models.list() })
  // The older one stands on the left, as what comes after stands on the right.
  const [right, left] = models.data?.filter(({ id }) => picked.includes(id)) ?? []
  const pick = (id: string, isPicked: boolean) =>
    setPicked((now) => (isPicked ? [...now.slice(-1), id] : now.filter((one) => one !== id)))
  return (
    <div className="page">
      <div className="column">
        <Title order={2} fz="xl">
          {t('models.title')}
        </Title>
        {models.data?.length === 0 && (
          <Stack align="center" mt={80} gap="xs">
            <Text fw={600}>{t('models.none')}</Text>
            <Text className="quiet">{t('models.noneText')}</Text>
            <Allowed to="train">
              <Button onClick={() => go({ screen: 'train' })}>{t('models.toTrain')}</Button>
            </Allowed>
          </Stack>
        )}
        {(models.data?.length ?? 0) > 0 && (
          <div className="card" style={{ padding: 8, overflowX: 'auto' }}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>
                    <span className="unseen">{t('compare.pick')}</span>
                  </Table.Th>
                  <Table.Th>{t('models.name')}</Table.Th>
                  <Table.Th>
                    <Group gap={4} wrap="nowrap">
                      {t('figure.name')}
                      <Explained text={t('figure.means')} />
                    </Group>
                  </Table.Th>
                  <Table.Th>{t('models.learned')}</Table.Th>
                  <Table.Th>{t('models.created')}</Table.Th>
                  <Table.Th>
                    <span className="unseen">{t('models.use')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {models.data?.map((model) => (
                  <ModelLine
                    key={model.id}
                    model={model}
                    isPicked={picked.includes(model.id)}
                    onPick={(isPicked) => pick(model.id, isPicked)}
                    onOpen={() => setOpened(model.id)}
                  />
                ))}
              </Table.Tbody>
            </Table>
            {(models.data?.length ?? 0) > 1 && !left && (
              <Text className="quiet" fz="sm" p="xs">
                {t('compare.pickTwo')}
              </Text>
            )}
          </div>
        )}
        {opened && <ModelCardView key={opened} id={opened} onClose={() => setOpened(undefined)} />}
        {left && right && (
          <ModelPair
            key={`${left.id} ${right.id}`}
            left={left}
            right={right}
            go={go}
            onClose={() => setPicked([])}
          />
        )}
        {(models.data?.length ?? 0) > 0 && <LabelWorth />}
      </div>
    </div>
  )
}

interface LineProps {
  readonly model: ModelSummary
  /** Whether it is one of two that are compared. */
  readonly isPicked: boolean
  readonly onPick: (isPicked: boolean) => void
  /** Shows its card. */
  readonly onOpen: () => void
}

function ModelLine({ model, isPicked, onPick, onOpen }: LineProps) {
  const use = useModelUse()
  const { t } = useTranslation()
  return (
    <Table.Tr>
      <Table.Td w={36}>
        <Checkbox
          checked={isPicked}
          aria-label={t('compare.pickOne', { name: modelName(model) })}
          onChange={(event) => onPick(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <Anchor
          component="button"
          type="button"
          fw={600}
          c="inherit"
          ta="left"
          underline="always"
          title={t('card.title', { name: modelName(model) })}
          onClick={onOpen}
        >
          {modelName(model)}
        </Anchor>
        <Text className="quiet" fz="sm">
          {t(`train.name.${model.method}`, { defaultValue: model.method })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Text fw={600}>{model.figure ? percent(model.figure.overlap) : t('figure.none')}</Text>
          {(model.verdict?.alarms.length ?? 0) > 0 && (
            <Badge color="red" variant="light">
              {t('models.alarm')}
            </Badge>
          )}
        </Group>
        {model.figure && (
          <Text className="quiet" fz="sm">
            {basisOf(model.figure)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{t('models.learnedText', { ...model })}</Table.Td>
      <Table.Td>{moment(model.createdAt)}</Table.Td>
      <Table.Td ta="right">
        {model.inUse ? (
          <Badge variant="light" miw="max-content">
            {t('models.inUse')}
          </Badge>
        ) : (
          <Allowed to="train">
            <Button size="compact-sm" variant="default" onClick={() => use(model.id)}>
              {t('models.use')}
            </Button>
          </Allowed>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
