import { Group, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { DISAGREEING, type FrameFilter } from '../../../shared/contract/frames.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { Fact } from '../../ui/Fact.tsx'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { figure } from '../../ui/shown.ts'
import { ShareBar } from './ShareBar.tsx'

/** What there is, what is labelled, by light and class; each line leads to its frames in the library. */
export function Overview({ go }: Pick<ScreenProps, 'go'>) {
  const client = useClient()
  const { classes } = useStudy()
  const { t } = useTranslation()
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => client.catalogue.overview() })
  if (!overview.data) return null
  const { frames, labelled, patients, byModality, byClass, disagreeing, hidden } = overview.data
  const show = (filter: FrameFilter) => go({ screen: 'library', filter })
  const most = Math.max(1, ...byClass.flatMap((c) => [c.painted, c.predicted]))
  return (
    <>
      <div className="facts">
        <Fact value={frames} text={t('study.frames', { count: frames })} onClick={() => show({})} />
        <Fact
          value={labelled}
          text={t('study.labelled', { percent: percent(labelled, frames) })}
          onClick={() => show({ labelled: true })}
        />
        <Fact value={patients} text={t('study.patients', { count: patients })} />
        <Fact
          value={disagreeing}
          text={t('study.disagreeing')}
          onClick={disagreeing > 0 ? () => show({ disagreement: DISAGREEING }) : undefined}
        />
      </div>
      <div className="facts">
        <section className="card">
          <div className="section-name">{t('study.byLight')}</div>
          {byModality
            .filter((m) => m.frames > 0)
            .map(({ modality, frames: whole, labelled: part }) => (
              <Line
                key={modality}
                name={modality}
                part={part}
                whole={whole}
                onClick={() => show({ modality })}
              />
            ))}
        </section>
        <section className="card">
          <div className="section-name">{t('study.byClass')}</div>
          {byClass.map(({ name, painted, predicted }, i) => (
            <div key={name} style={{ marginTop: 10 }}>
              <Text fz="sm" mb={4}>
                {classes[i + 1]?.name ?? name}
              </Text>
              <ClassBar
                colour={classes[i + 1]?.colour ?? 'var(--quiet)'}
                value={painted}
                most={most}
                text={t('study.painted', { count: painted })}
                onClick={() => show({ painted: [i + 1] })}
              />
              <ClassBar
                colour={`color-mix(in srgb, ${classes[i + 1]?.colour ?? 'grey'} 45%, transparent)`}
                value={predicted}
                most={most}
                text={t('study.seen', { count: predicted })}
                onClick={() => show({ seen: [i + 1] })}
              />
            </div>
          ))}
        </section>
      </div>
      {hidden > 0 && (
        <UnstyledButton onClick={() => show({ hidden: true })}>
          <Text className="quiet" fz="sm">
            {t('study.hidden', { count: hidden })}
          </Text>
        </UnstyledButton>
      )}
    </>
  )
}

const percent = (part: number, whole: number) => Math.round((100 * part) / Math.max(1, whole))

interface LineProps {
  readonly name: string
  readonly part: number
  readonly whole: number
  readonly onClick: () => void
}

/** How much of something is labelled. */
function Line({ name, part, whole, onClick }: LineProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton w="100%" mt={10} onClick={onClick}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text fz="sm" className="cut">
          {name}
        </Text>
        <Text fz="sm" className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {t('study.partOf', { part: figure(part), whole: figure(whole) })}
        </Text>
      </Group>
      <ShareBar part={part} whole={whole} />
    </UnstyledButton>
  )
}

function ClassBar({
  colour,
  value,
  most,
  text,
  onClick,
}: {
  colour: string
  value: number
  most: number
  text: string
  onClick: () => void
}) {
  return (
    <UnstyledButton w="100%" onClick={onClick}>
      <Group gap="xs" wrap="nowrap">
        <div className="bar" style={{ flex: 1 }}>
          <span style={{ width: `${(100 * value) / most}%`, background: colour }} />
        </div>
        <Text fz="xs" className="quiet" w={104} ta="right">
          {text}
        </Text>
      </Group>
    </UnstyledButton>
  )
}
