import { Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../../shared/contract/frames.ts'
import { type Part, partInLarge, pseudoLabel } from '../../../../shared/domain/pseudoLabel.ts'
import { className } from '../../../api/className.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { useHindrance } from '../../../api/useHindrance.ts'
import { percent } from '../../../ui/figureText.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { ruleOut } from '../../../ui/vetoes/ruleOut.tsx'
import type { Shown } from './shownParts.ts'
import { takeAsMask } from './takeAsMask.ts'

/** Regions that are listed for the keyboard; smaller ones can be clicked. */
const LISTED = 6

interface Props {
  readonly frame: FrameSummary
  readonly shown: Shown
  readonly chosen: Part | undefined
  /** Whether the whole frame is ruled out already. */
  readonly isRuledOut: boolean
  readonly onChoose: (part: Part | undefined) => void
  readonly go: ScreenProps['go']
}

/** What can be said of a frame: that a region is wrong, that all of it is, or that it is right. */
export function TileActions({ frame, shown, chosen, isRuledOut, onChoose, go }: Props) {
  const client = useClient()
  const { classes } = useStudy()
  const readOnly = useHindrance('label')
  const { t } = useTranslation()
  if (frame.labelled)
    return (
      <Text fz="sm" className="quiet">
        {t('train.taken.labelled')}
      </Text>
    )
  const { parts, label } = shown
  const isReadOnly = readOnly !== null
  const hasLesion = parts.some(({ value }) => value > 0)
  const ruleOutChosen = () => {
    if (!chosen) return
    const large = pseudoLabel(shown.probabilities, frame.width, frame.height)
    void ruleOut(client, frame.id, partInLarge(chosen, large)).then(() => onChoose(undefined))
  }
  const accept = () =>
    takeAsMask(client, frame, shown.probabilities).then(
      () => go({ screen: 'annotate', frame: frame.id, filter: { split: 'train' }, sort: undefined }),
      showFailure,
    )
  const share = ({ pixels }: Part) => percent(pixels / label.data.length)
  const nameOf = ({ value }: Part) => className(t, classes[value]?.name ?? '')
  return (
    <>
      {!isRuledOut && (
        <Group gap={6} className="taken-parts" role="group" aria-label={t('train.taken.regions')}>
          {parts.slice(0, LISTED).map((part) => (
            <UnstyledButton
              key={part.mask.data.indexOf(1)}
              className="taken-part"
              aria-pressed={part === chosen}
              disabled={isReadOnly}
              onClick={() => onChoose(part === chosen ? undefined : part)}
            >
              <span className="swatch" style={{ background: classes[part.value]?.colour }} />
              <span className="cut">{nameOf(part)}</span> {share(part)}
            </UnstyledButton>
          ))}
        </Group>
      )}
      {chosen && !isRuledOut && (
        <Button
          size="compact-sm"
          color="orange"
          variant="light"
          disabled={isReadOnly}
          onClick={ruleOutChosen}
        >
          {t('train.taken.never', { name: nameOf(chosen), share: share(chosen) })}
        </Button>
      )}
      <Group gap={6}>
        {!isRuledOut && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={isReadOnly}
            onClick={() => void ruleOut(client, frame.id, null)}
          >
            {t('train.taken.neverFrame')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="light"
          disabled={isReadOnly || !hasLesion}
          title={t(hasLesion ? 'train.taken.acceptHint' : 'train.taken.acceptNothing')}
          onClick={() => void accept()}
        >
          {t('train.taken.accept')}
        </Button>
      </Group>
    </>
  )
}
