import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PairedFrame } from '../../../shared/contract/models.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { percent } from '../../ui/figureText.ts'

interface Props {
  readonly frame: PairedFrame
  readonly isChosen: boolean
  readonly onChoose: () => void
}

/** A small picture of a frame, and how much the two models agree on it. */
export function PairedTile({ frame: { id, name, patient, agreement }, isChosen, onChoose }: Props) {
  const { t } = useTranslation()
  const url = useFrameImage(id, 'thumbnail')
  const isDamaged = agreement === null
  const agree = isDamaged ? t('compare.damagedText') : t('compare.agree', { share: percent(agreement) })
  return (
    <UnstyledButton
      className="paired-tile"
      aria-pressed={isChosen}
      title={`${name} · ${patient}\n${agree}`}
      data-name={name}
      disabled={isDamaged}
      onClick={onChoose}
    >
      {url ? <img src={url} alt="" draggable={false} /> : <span />}
      <span className="cut">{name}</span>
      <span className="quiet">{isDamaged ? t('compare.damaged') : percent(agreement)}</span>
    </UnstyledButton>
  )
}
