import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TakenOnFrame } from '../../../../shared/contract/training.ts'
import { className } from '../../../api/className.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { percent } from '../../../ui/figureText.ts'

/** A class on less of a frame than this is not seen. */
const SEEN = 0.0005

/** A line for each lesion class that is seen on a frame: on how much, and how much of that is learned as true. */
export function ClassLines({ taken }: { taken: NonNullable<TakenOnFrame['taken']> }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const { labelledShare, trustedShare } = taken
  const seen = classes.map((_, c) => c).filter((c) => c > 0 && (labelledShare[c] ?? 0) >= SEEN)
  if (seen.length === 0)
    return (
      <Text fz="sm" data-testid="taken-lines">
        {t('train.taken.nothing', { trusted: percent(trustedShare[0] ?? 0) })}
      </Text>
    )
  return (
    <ul className="taken-lines" data-testid="taken-lines">
      {seen.map((c) => (
        <li key={c} data-class={c}>
          <Text fz="sm" component="div">
            <span className="named-class">
              <span className="swatch" style={{ background: classes[c]?.colour }} />
              <span>{className(t, classes[c]?.name ?? '')}</span>
            </span>
          </Text>
          <Text fz="sm">
            {t('train.taken.trusted', { trusted: percent(trustedShare[c] ?? 0) })}{' '}
            <span className="quiet">{t('train.taken.seen', { seen: percent(labelledShare[c] ?? 0) })}</span>
          </Text>
        </li>
      ))}
    </ul>
  )
}
