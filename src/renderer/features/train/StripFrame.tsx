import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Strip } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { maskOutlines } from '../../ui/compare/maskOutlines.ts'
import { useMaskOutlines } from '../../ui/compare/useMaskOutlines.ts'
import { percent } from '../../ui/figureText.ts'
import { OutlinedPicture } from './OutlinedPicture.tsx'

interface Props {
  readonly frame: Strip['frames'][number]
  /** Undefined where the look does not hold this frame. */
  readonly seen: Strip['looks'][number]['frames'][number] | undefined
}

/** One frame of the strip with its label and what the round saw there, and how well they agree. */
export function StripFrame({ frame: { id, name, patient, label }, seen }: Props) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  const url = useFrameImage(id, 'thumbnail')
  const mask = seen?.mask
  const count = classes.length
  const overlay = useMemo(() => (mask === undefined ? undefined : maskOutlines(mask, count)), [mask, count])
  return (
    <div className="strip-frame" data-dice={seen?.dice ?? ''} title={`${name} · ${patient}`}>
      <OutlinedPicture
        url={url}
        caption={`${name} · ${patient}`}
        label={useMaskOutlines(id, label)}
        overlay={overlay}
      />
      <Text fz="sm" px={10} pb={6}>
        {words()}
      </Text>
    </div>
  )

  function words(): string {
    if (!seen || !overlay) return ' '
    if (seen.dice !== null) return t('train.strip.dice', { dice: percent(seen.dice) })
    return t(overlay.lines.length === 0 ? 'train.strip.rightlyNone' : 'train.strip.wronglySome')
  }
}
