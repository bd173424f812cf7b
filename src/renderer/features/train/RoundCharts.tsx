import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Curves } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'
import { Chart } from './Chart.tsx'

const LOSS_COLOURS = ['#20a39e', '#e9a23b', '#9d7bd8', '#7a8089']

/** Loss terms and IoU per class of one round. */
export function RoundCharts({ curves, steps }: { curves: Curves; steps: number }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const losses = useMemo(() => {
    const names = Object.keys(curves.losses[0]?.losses ?? {})
    return names.map((name, i) => ({
      name,
      colour: LOSS_COLOURS[i % LOSS_COLOURS.length] ?? '',
      values: smoothed(curves.losses.map((p) => p.losses[name] ?? null)),
    }))
  }, [curves.losses])
  const lossSteps = useMemo(() => curves.losses.map((p) => p.step), [curves.losses])
  const iou = useMemo(
    () =>
      classes.map(({ name, colour }, c) => ({
        name,
        colour,
        values: curves.iou.map((p) => (p.iou[c] == null ? null : 100 * p.iou[c])),
      })),
    [classes, curves.iou],
  )
  const iouSteps = useMemo(() => curves.iou.map((p) => p.step), [curves.iou])
  return (
    <Stack gap="md">
      {lossSteps.length > 0 && <Chart title={t('train.loss')} steps={lossSteps} lines={losses} end={steps} />}
      {iouSteps.length > 0 && <Chart title={t('train.iou')} steps={iouSteps} lines={iou} end={steps} />}
    </Stack>
  )
}

/** A running mean over the last points: single batches jump. */
function smoothed(values: readonly (number | null)[]): (number | null)[] {
  let mean: number | null = null
  return values.map((value) => {
    if (value !== null) mean = mean === null ? value : 0.9 * mean + 0.1 * value
    return mean
  })
}
