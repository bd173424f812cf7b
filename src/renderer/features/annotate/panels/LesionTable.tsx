import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Lesion } from '../../../../shared/domain/lesions.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { AlikeButton } from '../../../ui/alike/AlikeButton.tsx'
import { areaText, lengthText } from '../../../ui/measureText.ts'

/** More are counted, not listed: crumbs for the clean-ups. */
const LISTED = 8

interface Props {
  readonly lesions: readonly Lesion[]
  readonly colours: readonly string[]
  readonly mmPerPixel: number | null
  readonly onShow: (lesion: Lesion) => void
  /** Looks for frames that hold something like it. */
  readonly onAlike: (lesion: Lesion, number: number) => void
}

/** Each painted part with its area and longest diameter; a click brings it to the middle. Beside it the way to frames with the like. */
export function LesionTable({ lesions, colours, mmPerPixel, onShow, onAlike }: Props) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  if (lesions.length === 0)
    return (
      <Text fz="sm" className="quiet">
        {t('annotate.noLesion')}
      </Text>
    )
  return (
    <div className="lesions" data-testid="lesions">
      {lesions.slice(0, LISTED).map((lesion, i) => (
        <div key={`${lesion.value}:${lesion.box.join()}`} className="lesion-line">
          <UnstyledButton
            className="lesion-row"
            title={t('annotate.showLesion', { number: i + 1, name: classes[lesion.value]?.name })}
            onClick={() => onShow(lesion)}
          >
            <span className="swatch" style={{ background: colours[lesion.value] }} />
            <span>
              {t('annotate.lesionNumber', { number: i + 1 })}
              <span className="unseen">{classes[lesion.value]?.name}</span>
            </span>
            <span>{areaText(t, lesion.area, mmPerPixel)}</span>
            <span>{lengthText(t, lesion.diameter, mmPerPixel)}</span>
          </UnstyledButton>
          <AlikeButton
            tip={t('alike.lesionAct')}
            label={t('alike.lesionActOf', { number: i + 1 })}
            iconSize={15}
            variant="subtle"
            color="gray"
            size="sm"
            onPress={() => onAlike(lesion, i + 1)}
          />
        </div>
      ))}
      {lesions.length > LISTED && (
        <Text fz="xs" className="quiet">
          {t('annotate.moreLesions', { count: lesions.length - LISTED })}
        </Text>
      )}
    </div>
  )
}
