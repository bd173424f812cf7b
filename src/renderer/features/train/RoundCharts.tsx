import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Curves } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'
import { Chart, type Line } from './Chart.tsx'

const LOSS_COLOURS = ['#20a39e', '#e9a23b', '#9d7bd8', '#7a8089', '#d9706a', '#5b8def', '#a3a847']

/** What a round shows of itself: loss terms, IoU per class, and what its filter trusts. */
export function RoundCharts({ curves, steps }: { curves: Curves; steps: number }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const charts = useMemo(() => {
    const perClass = <P,>(points: readonly P[], of: (point: P, c: number) => number | null | undefined) =>
      classes.map(({ name, colour }, c) => ({
        name,
        colour,
        values: points.map((point) => {
          const value = of(point, c)
          return value == null ? null : 100 * value
        }),
      }))
    const { losses, iou } = curves
    const filtered = losses.filter((point) => point.thresholds.length > 0)
    return [
      {
        title: 'loss',
        points: losses,
        lines: lossLines(losses, (term) => t(`train.terms.${term}`, { defaultValue: term })),
      },
      { title: 'iou', points: iou, lines: perClass(iou, (point, c) => point.iou[c]) },
      { title: 'asked', points: filtered, lines: perClass(filtered, (point, c) => point.thresholds[c]) },
      {
        title: 'trusted',
        points: filtered,
        lines: perClass(filtered, (point, c) => point.share[c]).map(calm),
      },
    ].map((chart) => ({ ...chart, at: chart.points.map((point) => point.step) }))
  }, [curves, classes, t])
  return (
    <Stack gap="md">
      {charts
        .filter(({ at }) => at.length > 0)
        .map(({ title, at, lines }) => (
          <Chart key={title} title={t(`train.${title}`)} steps={at} lines={lines} end={steps} />
        ))}
    </Stack>
  )
}

function lossLines(losses: Curves['losses'], nameOf: (term: string) => string): Line[] {
  return Object.keys(losses[0]?.losses ?? {}).map((term, i) =>
    calm({
      name: nameOf(term),
      colour: LOSS_COLOURS[i % LOSS_COLOURS.length] ?? '',
      values: losses.map((point) => point.losses[term] ?? null),
    }),
  )
}

const calm = (line: Line): Line => ({ ...line, values: smoothed(line.values) })

/** A running mean over the last points: single batches jump. */
function smoothed(values: readonly (number | null)[]): (number | null)[] {
  let mean: number | null = null
  return values.map((value) => {
    if (value !== null) mean = mean === null ? value : 0.9 * mean + 0.1 * value
    return mean
  })
}
