import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AgreementFound } from '../../../../shared/contract/agreement.ts'

const [WIDTH, HEIGHT, LEFT, BELOW, ABOVE, RIGHT] = [920, 120, 34, 22, 8, 24]

/** Kappa by month, as soon as there are two months to tell of. */
export function MonthLine({ months }: Pick<AgreementFound, 'months'>) {
  const { t, i18n } = useTranslation()
  const told = months.flatMap(({ month, frames, kappa }) =>
    kappa === null ? [] : [{ month, frames, kappa }],
  )
  if (told.length < 2) return null
  const low = Math.min(0, Math.floor(Math.min(...told.map(({ kappa }) => kappa)) * 2) / 2)
  const x = (at: number) => LEFT + ((WIDTH - LEFT - RIGHT) * at) / (told.length - 1)
  const y = (kappa: number) => ABOVE + ((HEIGHT - ABOVE - BELOW) * (1 - kappa)) / (1 - low)
  const named = (month: string) =>
    new Date(`${month}-15`).toLocaleDateString(i18n.language, { month: 'short', year: '2-digit' })
  // Twelve names fit below each other's points.
  const every = Math.ceil(told.length / 12)
  return (
    <section className="card">
      <Text fw={600}>{t('agreement.overTime')}</Text>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="month-line"
        role="img"
        aria-label={t('agreement.overTime')}
      >
        {[low, (low + 1) / 2, 1].map((level) => (
          <g key={level}>
            <path className="grid" d={`M${LEFT} ${y(level)}H${WIDTH - RIGHT}`} />
            <text x={LEFT - 6} y={y(level) + 4} textAnchor="end">
              {level.toFixed(1)}
            </text>
          </g>
        ))}
        <polyline points={told.map(({ kappa }, at) => `${x(at)},${y(kappa)}`).join(' ')} />
        {told.map(({ month, frames, kappa }, at) => (
          <g key={month}>
            <circle cx={x(at)} cy={y(kappa)} r={4}>
              <title>
                {t('agreement.month', { month: named(month), count: frames, kappa: kappa.toFixed(2) })}
              </title>
            </circle>
            {at % every === 0 && (
              <text x={x(at)} y={HEIGHT - 4} textAnchor="middle">
                {named(month)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </section>
  )
}
