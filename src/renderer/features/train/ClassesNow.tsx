import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Curves } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'
import { percent } from '../../ui/figureText.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { ClassAlarm } from './ClassAlarm.tsx'
import { type ClassTrust, classTrust } from './classTrust.ts'
import { NamedClass } from './NamedClass.tsx'

interface Props {
  readonly curves: Curves
  readonly steps: number
  readonly go: ScreenProps['go']
}

/** How each lesion class fares while a round runs, in words, and an alarm where one is being lost. */
export function ClassesNow({ curves, steps, go }: Props) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const found = useMemo(() => classTrust(curves, steps, classes.length), [curves, steps, classes.length])
  const alarming = found.filter(({ state }) => state === 'ignored' || state === 'lost')
  return (
    <div className="stacked" data-testid="classes-now">
      <ul className="classes-now">
        {found.map((one) => (
          <li key={one.class} data-class={one.class} data-state={one.state}>
            <Text fz="sm" fw={600} component="div">
              <NamedClass value={one.class} />
            </Text>
            <Text fz="sm">
              {t(`train.during.${one.state}`)}
              <span className="quiet">{figures(one)}</span>
            </Text>
            <Text fz="sm" className="quiet">
              {one.overlap !== null && t('train.during.overlap', { overlap: percent(one.overlap) })}
            </Text>
          </li>
        ))}
      </ul>
      {alarming.map((one) => (
        <ClassAlarm key={one.class} trust={one} go={go} />
      ))}
    </div>
  )

  function figures({ asked, trusted }: ClassTrust): string {
    const parts = [
      asked !== null && trusted !== null && t('train.during.asked', { asked: percent(asked) }),
      trusted !== null && t('train.during.share', { share: percent(trusted) }),
    ].filter((part) => part !== false)
    return parts.length > 0 ? ` ${parts.join(' · ')}` : ''
  }
}
