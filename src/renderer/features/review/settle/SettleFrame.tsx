import { Alert, Button, Group, Select, Text } from '@mantine/core'
import { IconArrowLeft, IconBrush, IconScale } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Take, takes } from '../../../../shared/domain/settling.ts'
import { failureFrom } from '../../../api/client.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import { withKey } from '../../../keyboard/commandText.ts'
import { useCommands, useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { DifferenceList } from './DifferenceList.tsx'
import { differencePaths } from './differencePaths.ts'
import { SettlePane } from './SettlePane.tsx'
import { type Settling, useSettling } from './useSettling.ts'
import { broughtIn, type View, wholeOf } from './View.ts'

interface Props {
  readonly frame: number
  readonly onBack: () => void
  readonly onSettled: () => void
  readonly onPaint: () => void
}

/** One frame that readers differ on: their masks, the model's and the result side by side, and what is taken of each difference. */
export function SettleFrame({ frame, onBack, onSettled, onPaint }: Props) {
  const { t } = useTranslation()
  const settling = useSettling(frame, onSettled, onPaint)
  const { opened, error } = settling
  useCommands({
    ...Object.fromEntries(takes.map((take: Take) => [`settling.${take}`, () => settling.take(take)])),
    'settling.next': () => settling.step(1),
    'settling.previous': () => settling.step(-1),
    'settling.all': settling.takeAll,
    'settling.settle': () => settling.write('settled'),
    'settling.paint': () => settling.write('toPaint'),
    ...(opened?.own ? { 'settling.own': () => settling.write('own') } : {}),
    'settling.back': onBack,
  })
  return (
    <div className="settle-frame" data-testid="settle-frame">
      <Group gap="sm" wrap="nowrap" className="settle-bar">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowLeft size={15} />}
          onClick={onBack}
        >
          {t('settling.back')}
        </Button>
        <Text fw={600} className="cut" title={opened?.name}>
          {opened?.name}
        </Text>
        <Text className="quiet cut">{opened?.patient}</Text>
        <span style={{ flex: 1 }} />
        {opened && opened.readers.length > 2 && <ReaderChoice settling={settling} />}
      </Group>
      {error && <Text c="orange">{failureFrom(error).message}</Text>}
      {opened?.hasRead && (
        <Alert color="orange" p="sm">
          {t('settling.hasRead')}
        </Alert>
      )}
      <div className="settle-desk">
        <Panes frame={frame} settling={settling} />
        <aside className="settle-side">
          <DifferenceList settling={settling} />
          <Acts settling={settling} />
        </aside>
      </div>
    </div>
  )
}

/** Every mask over the frame, all showing the same part of it. */
function Panes({ frame, settling }: { frame: number; settling: Settling }) {
  const { t } = useTranslation()
  const { opened, first, second, model, found, result, current } = settling
  const picture = useFrameImage(frame, 'full')
  const [width, height] = [opened?.width ?? 1, opened?.height ?? 1]
  const size = useMemo(() => ({ width, height }), [width, height])
  const [view, setView] = useState<View>()
  const marks = useMemo(
    () => (found && first && second ? differencePaths(found, first.mask, second.mask) : []),
    [found, first, second],
  )
  const bring = useEffectEvent((at: number) => {
    const box = found?.differences[at]?.box
    if (box) setView((now) => broughtIn(now ?? wholeOf(size), box, size))
  })
  useEffect(() => bring(current), [current])
  const shown = view ?? wholeOf(size)
  const shared = useMemo(
    () => ({
      picture,
      size,
      onView: (next: (view: View) => View) => setView((now) => next(now ?? wholeOf(size))),
    }),
    [picture, size],
  )
  if (!first || !second || !result) return <Text className="quiet">{t('settling.loading')}</Text>
  const all = { ...shared, marks, current, view: shown }
  return (
    <div
      className="settle-panes"
      data-panes={model ? 4 : 3}
      data-view={Object.values(shown).map(Math.round).join()}
    >
      <SettlePane {...all} title={`1 · ${first.author}`} mask={first.mask} style="dotted" />
      <SettlePane {...all} title={`2 · ${second.author}`} mask={second.mask} style="dotted" />
      {model && <SettlePane {...all} title={t('settling.model')} mask={model.mask} style="dashed" />}
      <SettlePane {...all} title={t('settling.result')} mask={result} style="solid" />
      <Group gap="xs" className="settle-hint" wrap="nowrap">
        <Text fz="xs" className="quiet">
          {t('settling.hint')}
        </Text>
        <Button size="compact-xs" variant="default" onClick={() => setView(undefined)}>
          {t('settling.fit')}
        </Button>
      </Group>
    </div>
  )
}

/** Which two of several readers are compared. */
function ReaderChoice({ settling: { opened, first, second, read } }: { settling: Settling }) {
  const { t } = useTranslation()
  const readers = opened?.readers ?? []
  const at = (author: string | undefined) => readers.findIndex((reader) => reader.author === author)
  const choice = (
    label: string,
    mine: string | undefined,
    others: string | undefined,
    set: (place: number) => void,
  ) => (
    <Select
      size="xs"
      w={170}
      aria-label={label}
      allowDeselect={false}
      data={readers.map(({ author }) => author).filter((author) => author !== others)}
      value={mine ?? null}
      onChange={(author) => author !== null && set(at(author))}
    />
  )
  return (
    <>
      {choice(t('settling.first'), first?.author, second?.author, (place) => read(place, at(second?.author)))}
      {choice(t('settling.second'), second?.author, first?.author, (place) => read(at(first?.author), place))}
    </>
  )
}

/** What becomes of the choices. */
function Acts({ settling }: { settling: Settling }) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const { opened, choices, current, isChosen, write, takeAll } = settling
  const may = opened !== undefined && !opened.hasRead
  return (
    <div className="settle-acts">
      <Button
        leftSection={<IconScale size={16} />}
        disabled={!may || !isChosen}
        title={withKey(t('settling.settle'), keys('settling.settle'))}
        onClick={() => write('settled')}
      >
        {t('settling.settle')}
      </Button>
      <Button
        variant="default"
        disabled={!choices.has(current)}
        title={withKey(t('settling.takeAll'), keys('settling.all'))}
        onClick={takeAll}
      >
        {t('settling.takeAll')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconBrush size={16} />}
        disabled={!may}
        title={withKey(t('settling.paint'), keys('settling.paint'))}
        onClick={() => write('toPaint')}
      >
        {t('settling.paint')}
      </Button>
      {opened?.own && (
        <Button variant="default" disabled={!may} onClick={() => write('own')}>
          {t('settling.own')}
        </Button>
      )}
    </div>
  )
}
