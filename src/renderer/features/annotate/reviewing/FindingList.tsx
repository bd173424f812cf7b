import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../../api/EngineContext.ts'
import { areaText } from '../../../ui/measureText.ts'
import type { OnDesk } from './OnDesk.ts'
import type { Reviewing } from './useReviewing.ts'

/** The findings of the mask under review, with what was said of each; a click takes one to hand. */
export function FindingList({ desk, reviewing }: { desk: OnDesk; reviewing: Reviewing }) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  const { findings, current } = reviewing
  return (
    <ol className="finding-list" data-testid="finding-list">
      {findings.map(({ region, verdict }, n) => (
        <li key={`${region.x}/${region.y}/${region.value}`}>
          <UnstyledButton
            className="finding-row"
            aria-current={n === current}
            data-says={verdict?.says ?? 'open'}
            onClick={() => reviewing.choose(n)}
          >
            <span className="finding-number">{n + 1}</span>
            <span className="swatch" style={{ background: desk.colours[region.value] }} />
            <span className="cut">{classes[region.value]?.name}</span>
            <span className="quiet">{areaText(t, region.pixels, desk.mmPerPixel)}</span>
            <Text fz="xs" component="span" className="finding-says">
              {verdict ? t(`reviewing.says.${verdict.says}`) : t('reviewing.says.open')}
              {verdict?.reason && ` · ${t(`reviewReasons.${verdict.reason}`)}`}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  )
}
