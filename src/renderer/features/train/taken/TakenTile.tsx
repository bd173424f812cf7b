import { ActionIcon, Group, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../../shared/contract/frames.ts'
import type { TakenOnFrame } from '../../../../shared/contract/training.ts'
import type { FrameVeto } from '../../../../shared/contract/vetoes.ts'
import { emptyMask, type Mask, resizeNearest } from '../../../../shared/domain/mask.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { maskFrom } from '../../../api/maskBytes.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { useVetoes } from '../../../ui/vetoes/useVetoes.ts'
import { VetoList } from '../../../ui/vetoes/VetoList.tsx'
import { ClassLines } from './ClassLines.tsx'
import { shownOf } from './shownParts.ts'
import { TakenPicture } from './TakenPicture.tsx'
import { TileActions } from './TileActions.tsx'

interface Props {
  readonly found: TakenOnFrame
  /** Takes the frame away from here. */
  readonly onRemove: () => void
  readonly go: ScreenProps['go']
}

/** One frame: what is taken for true on it, in picture and words, what of it is ruled out, and what can be said of it. */
export function TakenTile({ found, onRemove, go }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const id = found.frame
  const { data } = useQuery({
    queryKey: ['frame', id, { filter: {} }],
    queryFn: () => client.frames.get({ id, filter: {} }),
  })
  const frame = data?.frame
  return (
    <section className="taken-tile" data-frame={id} aria-label={frame?.name ?? ''}>
      <Group justify="space-between" wrap="nowrap" gap="xs" className="taken-name">
        <span className="cut" title={frame && `${frame.name} · ${frame.patient}`}>
          {frame?.name} <span className="quiet">{frame?.patient}</span>
        </span>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('train.taken.remove', { name: frame?.name ?? '' })}
          onClick={onRemove}
        >
          <IconX size={14} />
        </ActionIcon>
      </Group>
      {found.taken === null && (
        <Text fz="sm" className="warning" p="sm">
          {t('train.taken.unreadable')}
        </Text>
      )}
      {found.taken && frame && <Seen taken={found.taken} frame={frame} go={go} />}
    </section>
  )
}

interface SeenProps {
  readonly taken: NonNullable<TakenOnFrame['taken']>
  readonly frame: FrameSummary
  readonly go: ScreenProps['go']
}

function Seen({ taken, frame, go }: SeenProps) {
  const vetoes = useVetoes(frame.id)
  const [place, setPlace] = useState<number>()
  const { width, height } = frame
  const shown = useMemo(() => shownOf(taken, { width, height }), [taken, width, height])
  const ruledOut = useMemo(() => ruledOutOn(vetoes, shown.label), [vetoes, shown])
  // The part that lies there by now: the round goes on while somebody looks.
  const chosen = place === undefined ? undefined : shown.parts.find(({ mask }) => mask.data[place] === 1)
  return (
    <>
      <TakenPicture
        frame={frame.id}
        shown={shown}
        ruledOut={ruledOut}
        chosen={chosen}
        onChoose={(part) => setPlace(part?.mask.data.indexOf(1))}
      />
      <div className="taken-words">
        <ClassLines taken={taken} />
        <TileActions
          frame={frame}
          shown={shown}
          chosen={chosen}
          isRuledOut={vetoes.some(({ region, takenBack }) => region === null && takenBack === null)}
          onChoose={(part) => setPlace(part?.mask.data.indexOf(1))}
          go={go}
        />
        <VetoList vetoes={vetoes} />
      </div>
    </>
  )
}

/** 1 where anything that stands rules the frame out, at the size of a map; null where nothing does. */
function ruledOutOn(vetoes: readonly FrameVeto[], { width, height }: Mask): Mask | null {
  const standing = vetoes.filter(({ takenBack }) => takenBack === null)
  if (standing.length === 0) return null
  const ruledOut = emptyMask(width, height)
  for (const { region } of standing) {
    const one = region === null ? null : resizeNearest(maskFrom(region), width, height)
    for (let i = 0; i < ruledOut.data.length; i++) if (!one || one.data[i] === 1) ruledOut.data[i] = 1
  }
  return ruledOut
}
