import { useTranslation } from 'react-i18next'
import type { PairAgreement } from '../../../../shared/contract/agreement.ts'
import { percent } from '../../../ui/figureText.ts'

const KINDS = ['edge', 'class', 'missed'] as const

/** Of all that either calls a lesion: what both see the same, and how they differ on the rest; told in words too. */
export function DisputedBar({ disputed }: { disputed: PairAgreement['disputed'] }) {
  const { t } = useTranslation()
  const { either } = disputed
  if (either === 0) return null
  const parts = KINDS.map((kind) => ({ kind, share: disputed[kind] / either }))
  return (
    <div>
      <div className="disputed-bar" aria-hidden="true">
        {parts.map(({ kind, share }) => (
          <span key={kind} data-kind={kind} style={{ width: `${100 * share}%` }} />
        ))}
      </div>
      <div className="disputed-words">
        {parts.map(({ kind, share }) => (
          <span key={kind}>
            <i data-kind={kind} />
            {t(`agreement.kind.${kind}`, { share: percent(share) })}
          </span>
        ))}
      </div>
    </div>
  )
}
