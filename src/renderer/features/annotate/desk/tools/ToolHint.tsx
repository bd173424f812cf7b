import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FramePlace } from '../../place/useFramePlace.ts'
import type { LoadedFrame } from '../openFrame.ts'

interface Props {
  readonly tool: string
  readonly loaded: LoadedFrame
  readonly place: FramePlace
}

/** How to use a tool that has no settings, or why it can do nothing on this frame. */
export function ToolHint({ tool, loaded, place: { frame } }: Props) {
  const { t } = useTranslation()
  if (tool === 'assist' && !loaded.probabilities) {
    const isHeldOut = frame !== undefined && frame.split !== 'train'
    return (
      <Text fz="xs" lh={1.3} className="warning" role="status" data-testid="no-assist">
        {t(isHeldOut ? 'annotate.hint.assistHeldOut' : 'annotate.hint.assistNoModel')}
      </Text>
    )
  }
  const hint = t(`annotate.hint.${tool}`)
  return (
    <Text fz="sm" className="quiet cut" title={hint}>
      {hint}
    </Text>
  )
}
