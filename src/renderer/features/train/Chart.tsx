import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import uPlot from 'uplot'

export interface Line {
  readonly name: string
  readonly colour: string
  readonly values: readonly (number | null)[]
}

interface Props {
  readonly title: string
  readonly steps: readonly number[]
  readonly lines: readonly Line[]
  /** Last step of the axis. */
  readonly end: number
}

/** What the steps of the axis may lie apart: there is no half a step. */
const WHOLE_STEPS = [1, 2, 5].flatMap((n) => [n, n * 10, n * 100, n * 1000, n * 10_000]).sort((a, b) => a - b)

/** A line chart over steps that grows while a round runs. */
export function Chart({ title, steps, lines, end }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const scheme = useComputedColorScheme('dark')
  const { t } = useTranslation()
  const names = lines.map((l) => `${l.name} ${l.colour}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chart is rebuilt when its lines or colours change, not with each point
  useEffect(() => {
    const element = place.current
    if (!element) return
    const ink = getComputedStyle(element).getPropertyValue('--quiet')
    const grid = { stroke: getComputedStyle(element).getPropertyValue('--line'), width: 1 }
    const axis = {
      stroke: ink,
      grid,
      ticks: grid,
      font: "12px 'Inter Variable', 'Noto Sans SC Variable', sans-serif",
    }
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: 180,
        scales: {
          x: { time: false, range: [0, end] },
          y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] },
        },
        axes: [
          { ...axis, incrs: WHOLE_STEPS },
          { ...axis, size: 48 },
        ],
        cursor: { y: false },
        legend: { live: true },
        series: [
          { label: t('train.atStep') },
          ...lines.map(({ name, colour }) => ({
            label: name,
            stroke: colour,
            width: 2,
            spanGaps: true,
            // Asked at each drawing: a line that has grown long is one of dots no more.
            points: { show: (drawn: uPlot) => drawn.data[0].length < 12 },
          })),
        ],
      },
      dataOf(steps, lines),
      element,
    )
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: 180 }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
    }
  }, [names, scheme, end])
  useEffect(() => plot.current?.setData(dataOf(steps, lines)), [steps, lines])
  return (
    <div>
      <div className="section-name">{title}</div>
      <div ref={place} role="img" aria-label={title} data-points={steps.length} />
    </div>
  )
}

const dataOf = (steps: readonly number[], lines: readonly Line[]): uPlot.AlignedData => [
  [...steps],
  ...lines.map((l) => [...l.values]),
]
