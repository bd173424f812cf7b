import type { Curves } from '../../../shared/contract/training.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'

/** Size of the chart, and the room that its axes' numbers take. */
const [WIDTH, HEIGHT, LEFT, BELOW, ABOVE] = [712, 220, 48, 24, 8]

/**
 * A round's overlap (IoU) of each lesion class on the validation frames by step, as an SVG; none before two points. The axis
 * goes to the round's last step, also where the last look at the validation frames was earlier.
 */
export function curvePicture({ iou, losses }: Curves, classes: readonly LabelClass[]): string | null {
  const last = Math.max(iou.at(-1)?.step ?? 0, losses.at(-1)?.step ?? 0)
  if (iou.length < 2 || last === 0) return null
  const x = (step: number) => LEFT + ((WIDTH - LEFT - BELOW) * step) / last
  const y = (share: number) => HEIGHT - BELOW - (HEIGHT - BELOW - ABOVE) * share
  const heights = [0, 0.5, 1].map(
    (share) =>
      `<path class="grid" d="M${LEFT} ${y(share)}H${WIDTH - BELOW}"/><text x="${LEFT - 8}" y="${y(share) + 4}" text-anchor="end">${100 * share} %</text>`,
  )
  const steps = [0, last].map(
    (step) => `<text x="${x(step)}" y="${HEIGHT - 4}" text-anchor="middle">${step}</text>`,
  )
  const lines = classes.slice(1).map(({ colour }, i) => {
    const points = iou.flatMap(({ step, iou: shares }) => {
      const share = shares[i + 1]
      return share == null ? [] : [`${x(step).toFixed(1)},${y(share).toFixed(1)}`]
    })
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`
  })
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${[...heights, ...steps, ...lines].join('')}</svg>`
}
